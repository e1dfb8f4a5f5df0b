using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Hosting.Storage;

/// <summary>The embedded storage profile: one file, one process.</summary>
internal static class EmbeddedStore
{
    public static void AddEmbeddedStore(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<SqliteStoreOptions>()
            .BindConfiguration("Tock:Storage").ValidateDataAnnotations();
        builder.Services.AddSqliteStores();
        // Before the silo: a folder that cannot be used must be told before anything listens.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, OpenAtStart>());
    }
}
