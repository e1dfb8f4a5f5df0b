using Orleans.Storage;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Stores.Tests;

public sealed class SqliteGrainStorageTests : GrainStorageTests
{
    private readonly SqliteFolder folder = new();

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return base.DisposeAsync();
    }

    protected override IGrainStorage Storage(string name, bool reopen)
    {
        if (reopen)
            folder.Close();
        return new SqliteGrainStorage(
            name, reopen ? folder.Open() : folder.Current, Serializer, Activators);
    }
}
