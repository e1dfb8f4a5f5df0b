using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// The one writer of the file: a thread of its own that takes whatever waits, writes it in one
/// transaction, syncs it to the disk and only then tells. A part that cannot be written spoils
/// nobody else's: the others are written again without it.
/// </summary>
internal sealed partial class SqliteWriter : IDisposable
{
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(10);

    private readonly string file;
    private readonly SqliteStoreOptions options;
    private readonly StoreMetrics metrics;
    private readonly ILogger logger;
    private readonly BlockingCollection<SqliteWork> queue;
    private readonly List<SqliteWork> batch = [];
    private readonly Checkpointer checkpointer;
    private readonly Thread thread;
    private SqliteStatements statements;
    private bool suspect;

    public SqliteWriter(
        string file, SqliteStoreOptions options, StoreMetrics metrics, ILogger logger)
    {
        (this.file, this.options, this.metrics, this.logger) = (file, options, metrics, logger);
        statements = new SqliteStatements(SqliteDatabase.Open(file, options));
        checkpointer = new Checkpointer(file, options.CheckpointPages, logger);
        queue = new BlockingCollection<SqliteWork>(options.QueueMax);
        thread = new Thread(Run) { IsBackground = true, Name = "TockOrleans store writer" };
        thread.Start();
    }

    /// <summary>Hands work to the writer; work it cannot take is refused at once.</summary>
    public void Write(SqliteWork work)
    {
        try
        {
            if (!queue.TryAdd(work))
                work.Refuse("the store has too many commits waiting");
        }
        catch (InvalidOperationException)
        {
            work.Refuse("the store is shut");
        }
    }

    /// <summary>Writes the log back and empties it, so that erased bytes leave it.</summary>
    public void EmptyLog() => checkpointer.Truncate();

    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join(CloseWithin);
        checkpointer.Dispose();
        statements.Dispose();
        queue.Dispose();
    }

    private void Run()
    {
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < options.BatchMax && queue.TryTake(out var next))
                batch.Add(next);
            var begun = Stopwatch.GetTimestamp();
            Commit(batch);
            metrics.Batch(batch.Count, Stopwatch.GetElapsedTime(begun));
            checkpointer.Nudge();
        }
    }

    private void Commit(List<SqliteWork> works)
    {
        try
        {
            if (suspect)
                Reopen();
            SqliteStatements.Run(statements.Begin);
            foreach (var work in works)
                work.Applied = work.Apply(statements);
        }
        catch (Exception failure)
        {
            Recover(works, failure);
            return;
        }
        Finish(works);
    }

    private void Finish(List<SqliteWork> works)
    {
        try
        {
            SqliteStatements.Run(statements.Commit);
        }
        catch (Exception failure)
        {
            LogCommitFailed(logger, failure);
            // A full or busy disk leaves the transaction whole and undone; anything else may have
            // reached the disk or not.
            var refused = SqliteErrors.LeavesNothing(failure) && TryRollback();
            suspect = !refused;
            foreach (var work in works)
                if (refused)
                    work.Refuse(SqliteErrors.Describe(failure));
                else
                    work.Doubt(SqliteErrors.Describe(failure));
            return;
        }
        foreach (var work in works)
            if (work.Applied)
                work.Complete();
            else
                work.Conflict();
    }

    // Something of the batch could not be written. Undo all of it; if the disk is well, write the
    // works again, each behind a savepoint of its own.
    private void Recover(List<SqliteWork> works, Exception failure)
    {
        suspect |= !TryRollback();
        if (suspect || !SqliteErrors.IsOfData(failure))
        {
            LogBatchRefused(logger, failure, works.Count);
            foreach (var work in works)
                work.Refuse(SqliteErrors.Describe(failure));
            return;
        }
        var kept = new List<SqliteWork>(works.Count);
        try
        {
            SqliteStatements.Run(statements.Begin);
            foreach (var work in works)
                if (TryApply(work))
                    kept.Add(work);
        }
        catch (Exception worse)
        {
            LogBatchRefused(logger, worse, kept.Count);
            suspect |= !TryRollback();
            foreach (var work in works)
                work.Refuse(SqliteErrors.Describe(worse));
            return;
        }
        Finish(kept);
    }

    private bool TryApply(SqliteWork work)
    {
        SqliteStatements.Run(statements.Savepoint);
        try
        {
            work.Applied = work.Apply(statements);
            SqliteStatements.Run(statements.Release);
            return true;
        }
        catch (Exception failure) when (SqliteErrors.IsOfData(failure))
        {
            SqliteStatements.Run(statements.RollbackTo);
            SqliteStatements.Run(statements.Release);
            work.Fail(failure);
            return false;
        }
    }

    private bool TryRollback()
    {
        try
        {
            statements.Rollback();
            return true;
        }
        catch (SqliteException failure)
        {
            LogCommitFailed(logger, failure);
            return false;
        }
    }

    private void Reopen()
    {
        statements.Dispose();
        statements = new SqliteStatements(SqliteDatabase.Open(file, options));
        suspect = false;
    }

    [LoggerMessage(LogLevel.Error, "A transaction did not end; its sessions are read again")]
    private static partial void LogCommitFailed(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Error, "The store refused {Count} commits")]
    private static partial void LogBatchRefused(ILogger logger, Exception failure, int count);
}
