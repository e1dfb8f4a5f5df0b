namespace TockOrleans.Stores.Sqlite;

/// <summary>Writes a session's next version.</summary>
internal sealed class CommitWork(SessionCommit commit, StoreMetrics metrics) : SqliteWork
{
    private readonly TaskCompletionSource<CommitResult> result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long handle;

    public Task<CommitResult> Ended => result.Task;

    public override bool Apply(SqliteStatements statements)
    {
        handle = commit.Handle;
        if (!(commit.Row.Version == 1 ? AddSession(statements) : ChangeSession(statements)))
            return false;
        foreach (var entry in commit.Added)
            Add(statements, entry);
        foreach (var change in commit.Changed)
            Change(statements, change);
        return true;
    }

    public override void Complete() => End(new CommitResult.Committed(handle));

    public override void Conflict() => End(new CommitResult.Conflict());

    public override void Fail(Exception failure) => End(
        SqliteErrors.IsDuplicate(failure)
            ? new CommitResult.Duplicate()
            : new CommitResult.Refused(SqliteErrors.Describe(failure)));

    public override void Refuse(string reason) =>
        End(new CommitResult.Refused(reason));

    public override void Doubt(string reason) =>
        End(new CommitResult.Unknown(reason));

    private void End(CommitResult outcome)
    {
        metrics.Result(outcome);
        result.TrySetResult(outcome);
    }

    private bool AddSession(SqliteStatements statements)
    {
        var row = commit.Row;
        var added = statements.AddSession
            .Set(1, commit.Session.ToString())
            .Set(2, row.Version)
            .Set(3, row.State)
            .Set(4, row.ReplyAddress)
            .Set(5, Sql.Milliseconds(row.LastUserAt))
            .Set(6, row.NextSeq)
            .Set(7, Sql.Milliseconds(row.Due))
            .Set(8, Sql.Milliseconds(row.PausedUntil))
            .RunForId();
        handle = added ?? 0;
        return added is not null;
    }

    private bool ChangeSession(SqliteStatements statements)
    {
        var row = commit.Row;
        return statements.ChangeSession
            .Set(1, row.Version)
            .Set(2, row.State)
            .Set(3, row.ReplyAddress)
            .Set(4, Sql.Milliseconds(row.LastUserAt))
            .Set(5, row.NextSeq)
            .Set(6, Sql.Milliseconds(row.Due))
            .Set(7, Sql.Milliseconds(row.PausedUntil))
            .Set(8, handle)
            .Set(9, row.Version - 1)
            .Run() > 0;
    }

    private void Add(SqliteStatements statements, Entry entry) =>
        statements.AddEntry
            .Set(1, handle)
            .Set(2, entry.Seq)
            .Set(3, entry.Turn)
            .Set(4, (int)entry.Status)
            .Set(5, entry.Attempts)
            .Set(6, Sql.Milliseconds(entry.At))
            .Set(7, entry.Key)
            .Set(8, entry.VendorId)
            .Set(9, entry.Body)
            .Set(10, entry.Parts)
            .Set(11, entry.Reason)
            .Run();

    private void Change(SqliteStatements statements, EntryChange change) =>
        statements.ChangeEntry
            .Set(1, (int)change.Status)
            .Set(2, change.Attempts)
            .Set(3, change.Turn)
            .Set(4, handle)
            .Set(5, change.Seq)
            .Run();
}
