using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace TockOrleans.Stores.Postgres;

/// <summary>Registers the PostgreSQL store.</summary>
public static class PostgresServices
{
    /// <summary>
    /// Adds the session store and the storage of other grains, both in one database; told what to
    /// do by <see cref="PostgresStoreOptions"/>. The database is opened, and its tables made, when
    /// the store is first asked for: ask for it at start, before the silo starts, so that a
    /// database that cannot be used is told before anything listens.
    /// </summary>
    public static IServiceCollection AddPostgresStores(this IServiceCollection services)
    {
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<PostgresSessionStore>();
        services.AddSingleton<ISessionStore>(provider =>
            provider.GetRequiredService<PostgresSessionStore>());
        services.AddSingleton<IConversationArchive>(provider =>
            new PostgresArchive(provider.GetRequiredService<PostgresSessionStore>()));
        services.AddKeyedSingleton<IGrainStorage>(GrainStorage.Name, (provider, _) =>
            new PostgresGrainStorage(
                GrainStorage.Name,
                provider.GetRequiredService<PostgresSessionStore>(),
                ActivatorUtilities.CreateInstance<SystemTextJsonGrainStorageSerializer>(provider),
                provider.GetRequiredService<IActivatorProvider>()));
        return services;
    }
}
