using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Stores.Tests;

/// <summary>A data folder of a test's own, and the store open on it.</summary>
internal sealed class SqliteFolder : IDisposable
{
    private static readonly ServiceProvider Services =
        new ServiceCollection().AddMetrics().BuildServiceProvider();

    private SqliteSessionStore? store;

    public string Path { get; } = Directory.CreateTempSubdirectory("tock-store").FullName;

    public string DatabaseFile => System.IO.Path.Combine(Path, "tock.db");

    public string LogFile => DatabaseFile + "-wal";

    public SqliteSessionStore Open(
        Action<SqliteStoreOptions>? configure = null, TimeProvider? clock = null)
    {
        var options = new SqliteStoreOptions { Path = Path };
        configure?.Invoke(options);
        return store = Store(options, clock);
    }

    public SqliteSessionStore Current => store!;

    public void Close()
    {
        store?.Dispose();
        store = null;
    }

    public static SqliteSessionStore Store(
        SqliteStoreOptions options, TimeProvider? clock = null) => new(
            Options.Create(options),
            new StoreMetrics(Services.GetRequiredService<IMeterFactory>()),
            clock ?? TimeProvider.System,
            NullLogger<SqliteSessionStore>.Instance);

    /// <summary>Opens the file as a foreign program would.</summary>
    public SqliteConnection Raw()
    {
        var raw = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        raw.Open();
        return raw;
    }

    public static void Run(SqliteConnection raw, string text)
    {
        using var command = raw.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Close();
        Directory.Delete(Path, recursive: true);
    }
}
