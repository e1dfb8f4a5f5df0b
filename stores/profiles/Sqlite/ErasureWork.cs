using System.Security.Cryptography;
using System.Text;
using TockOrleans.Messages;

namespace TockOrleans.Stores.Sqlite;

/// <summary>Deletes a session, and keeps the keys of its events as tombstones.</summary>
internal sealed class ErasureWork(
    SessionId session, DateTimeOffset until, DateTimeOffset now) : SqliteWork
{
    private readonly TaskCompletionSource result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ended => result.Task;

    // secure_delete wipes the pages; the log still has what they held until it is emptied.
    public override bool EmptiesLog => true;

    /// <summary>What tombstones know a session by: nothing that names the user.</summary>
    public static byte[] NameOf(SessionId session) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(session.ToString()));

    public override bool Apply(SqliteStatements statements)
    {
        var key = session.ToString();
        statements.DropTombstones.Set(1, Sql.Milliseconds(now)).Run();
        statements.AddTombstones
            .Set(1, NameOf(session))
            .Set(2, Sql.Milliseconds(until))
            .Set(3, key)
            .Run();
        statements.EraseEntries.Set(1, key).Run();
        statements.EraseSession.Set(1, key).Run();
        return true;
    }

    public override void Complete() => result.TrySetResult();

    public override void Conflict() => Refuse("another version is there");

    public override void Fail(Exception failure) => Refuse(SqliteErrors.Describe(failure));

    public override void Refuse(string reason) =>
        result.TrySetException(new StoreException($"The session was not erased: {reason}."));

    public override void Doubt(string reason) => Refuse(reason);
}
