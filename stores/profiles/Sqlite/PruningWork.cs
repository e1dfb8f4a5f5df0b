namespace TockOrleans.Stores.Sqlite;

/// <summary>Removes what is old: some rows a transaction.</summary>
/// <param name="remove">Removes, and says how many.</param>
internal sealed class PruningWork(Func<SqliteStatements, int> remove) : SqliteWork
{
    private readonly TaskCompletionSource<int> result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int removed;

    public Task<int> Ended => result.Task;

    /// <summary>Entries, those that are still finished.</summary>
    public static PruningWork OfLog(IReadOnlyList<(long Session, long Seq)> entries) =>
        new(statements => entries.Sum(entry =>
            statements.DropEntry.Set(1, entry.Session).Set(2, entry.Seq).Run()));

    /// <summary>What was done before a time, the oldest first.</summary>
    public static PruningWork OfAudit(DateTimeOffset before, int limit) =>
        new(statements =>
            statements.DropAudit.Set(1, Sql.Milliseconds(before)).Set(2, limit).Run());

    public override bool Apply(SqliteStatements statements)
    {
        removed = remove(statements);
        return true;
    }

    public override void Complete() => result.TrySetResult(removed);

    public override void Conflict() => Complete();

    public override void Fail(Exception failure) => Refuse(SqliteErrors.Describe(failure));

    public override void Refuse(string reason) =>
        result.TrySetException(new StoreException($"What is old was not removed: {reason}."));

    public override void Doubt(string reason) => Refuse(reason);
}
