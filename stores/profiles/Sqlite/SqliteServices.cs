using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace TockOrleans.Stores.Sqlite;

/// <summary>Registers the embedded store.</summary>
public static class SqliteServices
{
    /// <summary>
    /// Adds the session store and the storage of other grains, both in one file; told what to do
    /// by <see cref="SqliteStoreOptions"/>. The file is opened when the store is first asked for:
    /// ask for it at start, so that a folder that cannot be used is told before anything listens.
    /// </summary>
    public static IServiceCollection AddSqliteStores(this IServiceCollection services)
    {
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<SqliteSessionStore>();
        services.AddSingleton<ISessionStore>(provider =>
            provider.GetRequiredService<SqliteSessionStore>());
        services.AddSingleton<IConversationArchive>(provider =>
            new SqliteArchive(provider.GetRequiredService<SqliteSessionStore>()));
        services.AddKeyedSingleton<IGrainStorage>(GrainStorage.Name, (provider, _) =>
            new SqliteGrainStorage(
                GrainStorage.Name,
                provider.GetRequiredService<SqliteSessionStore>(),
                ActivatorUtilities.CreateInstance<SystemTextJsonGrainStorageSerializer>(provider),
                provider.GetRequiredService<IActivatorProvider>()));
        return services;
    }
}
