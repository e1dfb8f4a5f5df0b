namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// One piece of writing: applied inside a transaction, told what became of it after.
/// </summary>
internal abstract class SqliteWork : StoreWork
{
    /// <summary>What <see cref="Apply"/> last said.</summary>
    public bool Applied { get; set; }

    /// <summary>Why it alone was undone; null: it was not.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Whether what it overwrites must leave the log before it is told.</summary>
    public virtual bool EmptiesLog => false;

    /// <summary>Writes; may be called again after a rollback.</summary>
    /// <returns>False: the row on disk is another version, and nothing was written.</returns>
    public abstract bool Apply(SqliteStatements statements);

    /// <summary>It is on disk.</summary>
    public abstract void Complete();

    /// <summary>It was not written: the row on disk is another version.</summary>
    public abstract void Conflict();

    /// <summary>Its transaction is on disk: tells what became of it there.</summary>
    public void Tell()
    {
        if (Fault is { } fault)
            Fail(fault);
        else if (Applied)
            Complete();
        else
            Conflict();
    }
}
