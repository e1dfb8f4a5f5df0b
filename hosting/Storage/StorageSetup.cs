using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TockOrleans.Stores.Postgres;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Hosting.Storage;

/// <summary>Where conversations are kept: the storage profile.</summary>
internal static class StorageSetup
{
    private const string Section = "Tock:Storage";

    /// <summary>One file, one process.</summary>
    public static void AddEmbeddedStore(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<SqliteStoreOptions>()
            .BindConfiguration(Section).ValidateDataAnnotations();
        builder.Services.AddSqliteStores();
        builder.OpenAtStart(services => services.GetRequiredService<SqliteSessionStore>().Path);
    }

    /// <summary>A database that processes share.</summary>
    public static void AddPostgresStore(this WebApplicationBuilder builder)
    {
        builder.AddPostgresOptions();
        builder.Services.AddPostgresStores();
        builder.OpenAtStart(services => services.GetRequiredService<PostgresSessionStore>().Place);
    }

    /// <summary>What an ingress node needs of it: the way to the silos.</summary>
    public static void AddPostgresOptions(this WebApplicationBuilder builder) =>
        builder.Services.AddOptionsWithValidateOnStart<PostgresStoreOptions>()
            .BindConfiguration(Section).ValidateDataAnnotations();

    // Before the silo: a store that cannot be used must be told before anything listens.
    private static void OpenAtStart(
        this WebApplicationBuilder builder, Func<IServiceProvider, string> open) =>
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services =>
            ActivatorUtilities.CreateInstance<OpenAtStart>(services, open)));
}
