using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Stores.Tests;

public sealed class SqliteSessionStoreTests : SessionStoreTests
{
    private readonly SqliteFolder folder = new();

    protected override IConversationArchive Archive => new SqliteArchive(folder.Current);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override ValueTask<ISessionStore> Open() => new(folder.Open(clock: Clock));

    protected override ValueTask Close()
    {
        folder.Close();
        return ValueTask.CompletedTask;
    }
}
