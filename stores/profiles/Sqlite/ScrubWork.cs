namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// Wipes what lies unused in the pages of the file; told by the <see cref="Scrubber"/>.
/// </summary>
internal sealed class ScrubWork : SqliteWork
{
    private readonly TaskCompletionSource result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ended => result.Task;

    public override bool Apply(SqliteStatements statements) => true;

    public override void Complete() => result.TrySetResult();

    public override void Conflict() => Complete();

    public override void Fail(Exception failure) => Refuse(SqliteErrors.Describe(failure));

    public override void Refuse(string reason) =>
        result.TrySetException(new StoreException($"The file was not scrubbed: {reason}."));

    public override void Doubt(string reason) => Refuse(reason);
}
