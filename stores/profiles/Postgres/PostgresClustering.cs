using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;

namespace TockOrleans.Stores.Postgres;

/// <summary>Lets silos and clients of a cluster find each other in the store's database.</summary>
public static class PostgresClustering
{
    private const string Invariant = "Npgsql";

    /// <summary>
    /// Keeps the cluster's membership in the schema of <see cref="PostgresStoreOptions"/>; its
    /// tables are made by the store, which is to be asked for before the silo starts.
    /// </summary>
    public static ISiloBuilder UsePostgresClustering(this ISiloBuilder silo) =>
        silo.UseAdoNetClustering(options => options.Configure<IOptions<PostgresStoreOptions>>(
            static (clustering, store) =>
            {
                clustering.Invariant = Invariant;
                clustering.ConnectionString = ConnectionString(store.Value);
            }));

    /// <summary>
    /// Finds the cluster's gateways in the schema of <see cref="PostgresStoreOptions"/>; its tables
    /// are made by the first silo's store.
    /// </summary>
    public static IClientBuilder UsePostgresClustering(this IClientBuilder client) =>
        client.UseAdoNetClustering(options => options.Configure<IOptions<PostgresStoreOptions>>(
            static (clustering, store) =>
            {
                clustering.Invariant = Invariant;
                clustering.ConnectionString = ConnectionString(store.Value);
            }));

    // A pool of its own; its statements name no schema.
    private static string ConnectionString(PostgresStoreOptions store)
    {
        var settings = PostgresDatabase.Settings(store);
        settings.SearchPath = store.Schema;
        return settings.ConnectionString;
    }
}
