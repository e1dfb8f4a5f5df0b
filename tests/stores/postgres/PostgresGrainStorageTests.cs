using Orleans.Storage;
using TockOrleans.Stores.Postgres;

namespace TockOrleans.Stores.Tests;

public sealed class PostgresGrainStorageTests(
    PostgresServer server, PostgresDatabaseFixture shared)
    : GrainStorageTests, IClassFixture<PostgresDatabaseFixture>
{
    private readonly string database = shared.On(server);
    private readonly string schema = shared.NewSchema();
    private PostgresSessionStore? store;

    public override ValueTask DisposeAsync()
    {
        store?.Dispose();
        return base.DisposeAsync();
    }

    protected override IGrainStorage Storage(string name, bool reopen)
    {
        if (reopen)
        {
            store?.Dispose();
            store = PostgresStores.Open(database, options => options.Schema = schema);
        }
        return new PostgresGrainStorage(name, store!, Serializer, Activators);
    }
}
