namespace TockOrleans.Stores.Postgres;

/// <summary>Writes a session's next version.</summary>
internal sealed class CommitWork(SessionCommit commit, StoreMetrics metrics)
    : PostgresWork(commit.Session)
{
    private readonly TaskCompletionSource<CommitResult> result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CommitResult> Ended => result.Task;

    public override long Row => commit.Row.Version == 1 ? 0 : commit.Handle;

    public override long Size
    {
        get
        {
            long size = commit.Row.State.Length;
            foreach (var entry in commit.Added)
                size += entry.Body.Length;
            return size;
        }
    }

    public override void Fill(WriteBatch batch)
    {
        batch.AddVersion(Key, Row, commit.Row);
        foreach (var entry in commit.Added)
            batch.AddEntry(entry);
        for (var at = 0; at < commit.Changed.Count; at++)
            Change(batch, at);
    }

    public override void Tell(long row) => End(
        row == 0 ? new CommitResult.Conflict() : new CommitResult.Committed(row));

    public override void Fail(Exception failure) => End(
        PostgresErrors.IsDuplicate(failure)
            ? new CommitResult.Duplicate()
            : new CommitResult.Refused(PostgresErrors.Describe(failure)));

    public override void Refuse(string reason) => End(new CommitResult.Refused(reason));

    public override void Doubt(string reason) => End(new CommitResult.Unknown(reason));

    // One statement changes a row once: of two changes to an entry the later one holds, and the
    // turn of the earlier one where it names none itself.
    private void Change(WriteBatch batch, int at)
    {
        var change = commit.Changed[at];
        for (var later = at + 1; later < commit.Changed.Count; later++)
            if (commit.Changed[later].Seq == change.Seq)
                return;
        for (var before = at - 1; before >= 0 && change.Turn is null; before--)
            if (commit.Changed[before].Seq == change.Seq)
                change = change with { Turn = commit.Changed[before].Turn };
        batch.AddChange(change);
    }

    private void End(CommitResult outcome)
    {
        if (result.TrySetResult(outcome))
            metrics.Result(outcome);
    }
}
