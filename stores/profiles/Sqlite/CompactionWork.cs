namespace TockOrleans.Stores.Sqlite;

/// <summary>Rewrites the file; done by the writer after the transaction it came with.</summary>
internal sealed class CompactionWork : SqliteWork
{
    private readonly TaskCompletionSource result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ended => result.Task;

    public override bool EmptiesLog => true;

    public override bool Compacts => true;

    public override bool Apply(SqliteStatements statements) => true;

    public override void Complete() => result.TrySetResult();

    public override void Conflict() => Complete();

    public override void Fail(Exception failure) => Refuse(SqliteErrors.Describe(failure));

    public override void Refuse(string reason) =>
        result.TrySetException(new StoreException($"The file was not compacted: {reason}."));

    public override void Doubt(string reason) => Refuse(reason);
}
