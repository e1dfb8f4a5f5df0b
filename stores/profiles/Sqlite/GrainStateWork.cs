namespace TockOrleans.Stores.Sqlite;

/// <summary>Writes or clears a grain's plain state, if it is the version expected.</summary>
/// <param name="type">The state's name.</param>
/// <param name="id">The grain.</param>
/// <param name="etag">The version expected; null: there is none yet.</param>
/// <param name="next">The version from now on; never one that was there before.</param>
/// <param name="body">The state; null: clear it.</param>
internal sealed class GrainStateWork(
    string type, string id, long? etag, long next, byte[]? body) : SqliteWork
{
    private readonly TaskCompletionSource<bool> result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True: it is on disk; false: another version is there.</summary>
    public Task<bool> Ended => result.Task;

    public override bool Apply(SqliteStatements statements) =>
        body is null && etag is null
            ? !statements.FindState.Set(1, type).Set(2, id).Finds()
            : Command(statements).Run() > 0;

    public override void Complete() => result.TrySetResult(true);

    public override void Conflict() => result.TrySetResult(false);

    public override void Fail(Exception failure) => Refuse(SqliteErrors.Describe(failure));

    public override void Refuse(string reason) => result.TrySetException(
        new StoreException($"The state {type} was not written: {reason}."));

    public override void Doubt(string reason) => result.TrySetException(
        new StoreException($"It is not known whether the state {type} was written: {reason}."));

    private Statement Command(SqliteStatements statements) => (body, etag) switch
    {
        (null, _) => statements.ClearState.Set(1, type).Set(2, id).Set(3, etag),
        (_, null) => statements.AddState.Set(1, type).Set(2, id).Set(3, next).Set(4, body),
        _ => statements.ChangeState
            .Set(1, next).Set(2, body).Set(3, type).Set(4, id).Set(5, etag),
    };
}
