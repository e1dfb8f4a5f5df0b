namespace TockOrleans.Stores.Postgres;

/// <summary>Writes what became of replies.</summary>
internal sealed class MarkWork(SessionMarks marks, StoreMetrics metrics)
    : PostgresWork(marks.Session)
{
    private readonly TaskCompletionSource<CommitResult> result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CommitResult> Ended => result.Task;

    public override long Row => marks.Handle;

    public override long Size => marks.Marks.Count;

    public override void Fill(WriteBatch batch)
    {
        batch.AddDue(Row, marks.Version, marks.Due);
        foreach (var mark in marks.Marks)
            batch.AddMark(mark);
    }

    public override void Tell(long row) => End(new CommitResult.Committed(marks.Handle));

    public override void Fail(Exception failure) =>
        Refuse(PostgresErrors.Describe(failure));

    public override void Refuse(string reason) => End(new CommitResult.Refused(reason));

    public override void Doubt(string reason) => End(new CommitResult.Unknown(reason));

    private void End(CommitResult outcome)
    {
        if (result.TrySetResult(outcome))
            metrics.Marked(outcome);
    }
}
