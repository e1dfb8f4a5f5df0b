using TockOrleans.Stores.Postgres;

namespace TockOrleans.Stores.Tests;

/// <summary>One database for all of them, a schema for each.</summary>
public sealed class PostgresSessionStoreTests(PostgresServer server, PostgresDatabaseFixture shared)
    : SessionStoreTests, IClassFixture<PostgresDatabaseFixture>
{
    private readonly string database = shared.On(server);
    private readonly string schema = shared.NewSchema();
    private PostgresSessionStore? store;

    protected override IConversationArchive Archive => new PostgresArchive(store!);

    protected override ValueTask<ISessionStore> Open() => new(store = PostgresStores.Open(
        database, options => options.Schema = schema, Clock));

    protected override ValueTask Close()
    {
        store?.Dispose();
        return ValueTask.CompletedTask;
    }
}
