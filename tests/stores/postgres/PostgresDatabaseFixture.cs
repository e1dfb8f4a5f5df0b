namespace TockOrleans.Stores.Tests;

/// <summary>A database that the tests of a class share.</summary>
public sealed class PostgresDatabaseFixture
{
    private readonly Lock gate = new();
    private string? connectionString;
    private int schemas;

    /// <summary>The database on the tests' server; its connection string.</summary>
    public string On(PostgresServer server)
    {
        lock (gate)
            return connectionString ??= server.NewDatabase();
    }

    public string NewSchema() => $"tock_{Interlocked.Increment(ref schemas)}";
}
