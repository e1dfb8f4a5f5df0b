namespace TockOrleans.Stores.Sqlite;

/// <summary>Writes down what somebody did.</summary>
internal sealed class AuditWork(AuditEntry entry) : SqliteWork
{
    private readonly TaskCompletionSource result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ended => result.Task;

    public override bool Apply(SqliteStatements statements)
    {
        statements.AddAudit
            .Set(1, Sql.Milliseconds(entry.At))
            .Set(2, entry.Who)
            .Set(3, entry.Role)
            .Set(4, entry.What)
            .Set(5, entry.Target)
            .Set(6, entry.Outcome)
            .Run();
        return true;
    }

    public override void Complete() => result.TrySetResult();

    public override void Conflict() => Complete();

    public override void Fail(Exception failure) => Refuse(SqliteErrors.Describe(failure));

    public override void Refuse(string reason) => result.TrySetException(
        new StoreException($"The audit was not written: {reason}."));

    public override void Doubt(string reason) => result.TrySetException(
        new StoreException($"It is not known whether the audit was written: {reason}."));
}
