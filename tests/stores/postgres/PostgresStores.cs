using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TockOrleans.Stores.Postgres;

namespace TockOrleans.Stores.Tests;

/// <summary>Stores as tests like to open them.</summary>
internal static class PostgresStores
{
    private static readonly ServiceProvider Services =
        new ServiceCollection().AddMetrics().BuildServiceProvider();

    public static PostgresSessionStore Open(
        string connectionString,
        Action<PostgresStoreOptions>? configure = null,
        TimeProvider? clock = null,
        ILogger<PostgresSessionStore>? logger = null)
    {
        var options = new PostgresStoreOptions { ConnectionString = connectionString };
        configure?.Invoke(options);
        return new PostgresSessionStore(
            Options.Create(options),
            new StoreMetrics(Services.GetRequiredService<IMeterFactory>()),
            clock ?? TimeProvider.System,
            logger ?? NullLogger<PostgresSessionStore>.Instance);
    }
}
