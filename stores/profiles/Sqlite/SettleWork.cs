namespace TockOrleans.Stores.Sqlite;

/// <summary>Takes the time from sessions that have no work left.</summary>
internal sealed class SettleWork(DateTimeOffset now, int limit) : SqliteWork
{
    private readonly TaskCompletionSource<int> result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int changed;

    public Task<int> Ended => result.Task;

    public override bool Apply(SqliteStatements statements)
    {
        changed = statements.SettleDue.Set(1, Sql.Milliseconds(now)).Set(2, limit).Run();
        return true;
    }

    public override void Complete() => result.TrySetResult(changed);

    public override void Conflict() => Complete();

    public override void Fail(Exception failure) => Refuse(SqliteErrors.Describe(failure));

    public override void Refuse(string reason) => result.TrySetException(
        new StoreException($"Sessions without work were not settled: {reason}."));

    public override void Doubt(string reason) => Refuse(reason);
}
