namespace TockOrleans.Stores.Sqlite;

/// <summary>Writes what became of replies.</summary>
internal sealed class MarkWork(SessionMarks marks, StoreMetrics metrics) : SqliteWork
{
    private readonly TaskCompletionSource<CommitResult> result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CommitResult> Ended => result.Task;

    public override bool Apply(SqliteStatements statements)
    {
        foreach (var mark in marks.Marks)
            statements.MarkEntry
                .Set(1, (int)mark.Status)
                .Set(2, mark.Attempts)
                .Set(3, mark.Parts)
                .Set(4, mark.VendorId)
                .Set(5, mark.Reason)
                .Set(6, marks.Handle)
                .Set(7, mark.Seq)
                .Set(8, MarkOrder.Before(mark.Status))
                .Run();
        if (marks.Version == SessionMarks.KeepDue)
            return true;
        statements.ChangeDue
            .Set(1, Sql.Milliseconds(marks.Due))
            .Set(2, marks.Handle)
            .Set(3, marks.Version)
            .Run();
        return true;
    }

    public override void Complete() => End(new CommitResult.Committed(marks.Handle));

    public override void Conflict() => Complete();

    public override void Fail(Exception failure) =>
        End(new CommitResult.Refused(SqliteErrors.Describe(failure)));

    public override void Refuse(string reason) => End(new CommitResult.Refused(reason));

    public override void Doubt(string reason) => End(new CommitResult.Unknown(reason));

    private void End(CommitResult outcome)
    {
        metrics.Marked(outcome);
        result.TrySetResult(outcome);
    }
}
