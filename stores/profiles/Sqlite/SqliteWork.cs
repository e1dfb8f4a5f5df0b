using System.Diagnostics;

namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// One piece of writing: applied inside a transaction, told what became of it after.
/// </summary>
internal abstract class SqliteWork
{
    /// <summary>When it was handed over, in <see cref="Stopwatch"/> ticks.</summary>
    public long Since { get; } = Stopwatch.GetTimestamp();

    /// <summary>What <see cref="Apply"/> last said.</summary>
    public bool Applied { get; set; }

    /// <summary>Why it alone was undone; null: it was not.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Whether what it overwrites must leave the log before it is told.</summary>
    public virtual bool EmptiesLog => false;

    /// <summary>Whether the whole file is to be rewritten before it is told.</summary>
    public virtual bool Compacts => false;

    /// <summary>Writes; may be called again after a rollback.</summary>
    /// <returns>False: the row on disk is another version, and nothing was written.</returns>
    public abstract bool Apply(SqliteStatements statements);

    /// <summary>It is on disk.</summary>
    public abstract void Complete();

    /// <summary>It was not written: the row on disk is another version.</summary>
    public abstract void Conflict();

    /// <summary>It could not be written, by a fault of its own; the others were.</summary>
    public abstract void Fail(Exception failure);

    /// <summary>It was not written.</summary>
    public abstract void Refuse(string reason);

    /// <summary>It may be on disk or not.</summary>
    public abstract void Doubt(string reason);

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
