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
    private readonly WorkQueue<SqliteWork> queue;
    private readonly List<SqliteWork> batch = [];
    private readonly Checkpointer checkpointer;
    private readonly Scrubber scrubber;
    private readonly Thread thread;
    private SqliteStatements? statements;
    private bool troubled;
    private bool lacksRoom;

    public SqliteWriter(
        string file,
        PageWiper wiper,
        SqliteStoreOptions options,
        StoreMetrics metrics,
        ILogger logger)
    {
        (this.file, this.options, this.metrics, this.logger) = (file, options, metrics, logger);
        statements = Prepared(SqliteDatabase.Open(file, options));
        try
        {
            checkpointer = new Checkpointer(file, options.CheckpointPages, metrics, logger);
        }
        catch
        {
            statements.Dispose();
            throw;
        }
        scrubber = new Scrubber(wiper, checkpointer);
        queue = new WorkQueue<SqliteWork>(options.QueueMax);
        thread = new Thread(Run) { IsBackground = true, Name = "TockOrleans store writer" };
        thread.Start();
    }

    /// <summary>Hands work to the writer; work it cannot take is refused at once.</summary>
    public void Write(SqliteWork work) => queue.Add(work);

    /// <summary>Writes what waits, then ends. What comes later is refused.</summary>
    public void Dispose()
    {
        queue.Close();
        if (!thread.Join(CloseWithin))
            return; // A disk that hangs: the thread ends with the process.
        checkpointer.Dispose();
        statements?.Dispose();
        queue.Dispose();
    }

    // While erased bytes are still in the log it is tried again, work or no work.
    private TimeSpan Patience => scrubber.Patience
        ?? (checkpointer.Owes ? Checkpointer.Again : Timeout.InfiniteTimeSpan);

    private void Run()
    {
        for (; queue.Take(batch, options.BatchMax, Patience); batch.Clear())
        {
            var begun = Stopwatch.GetTimestamp();
            var taken = batch.Count;
            if (taken > 0 && Write(batch))
                metrics.Batch(taken, Stopwatch.GetElapsedTime(begun));
            // Between transactions, so that it never meets one of ours. On a full disk it may be
            // all that is needed: the log holds many versions of the same pages.
            if (statements is not null)
                checkpointer.AfterTransaction(
                    statements, lacksRoom || batch.Exists(static work => work.EmptiesLog));
            lacksRoom = false;
            foreach (var work in batch)
                if (work.EmptiesLog)
                    work.Tell();
            scrubber.Step(statements);
        }
        scrubber.Close();
    }

    /// <summary>
    /// Writes the works and tells them, but for those that wait for the log to be emptied, which
    /// are left in the list, and for the scrubber's. True: the transaction is on disk.
    /// </summary>
    private bool Write(List<SqliteWork> works)
    {
        if (!TryFill(works) || !TryCommit(works))
        {
            works.Clear();
            return false;
        }
        if (troubled)
            LogWell(logger);
        troubled = false;
        foreach (var work in works)
            if (work is ScrubWork scrub)
                scrubber.Add(scrub);
            else if (!work.EmptiesLog)
                work.Tell();
        return true;
    }

    // First without savepoints, for they cost; if a part is at fault, once more with them.
    private bool TryFill(List<SqliteWork> works)
    {
        try
        {
            statements ??= Prepared(SqliteDatabase.OpenAgain(file, options));
            try
            {
                statements.Begin.Run();
                foreach (var work in works)
                    work.Applied = work.Apply(statements);
            }
            catch (Exception fault) when (SqliteErrors.IsOfWork(fault))
            {
                statements.Rollback();
                statements.Begin.Run();
                foreach (var work in works)
                    ApplyAlone(statements, work);
            }
            return true;
        }
        catch (Exception failure)
        {
            Trouble(failure);
            RollbackOrClose();
            foreach (var work in works)
                work.Refuse(SqliteErrors.Describe(failure));
            return false;
        }
    }

    private static void ApplyAlone(SqliteStatements statements, SqliteWork work)
    {
        statements.Savepoint.Run();
        try
        {
            work.Applied = work.Apply(statements);
        }
        catch (Exception fault) when (SqliteErrors.IsOfWork(fault))
        {
            work.Fault = fault;
            statements.RollbackTo.Run();
        }
        statements.Release.Run();
    }

    private bool TryCommit(List<SqliteWork> works)
    {
        try
        {
            statements!.Commit.Run();
            return true;
        }
        catch (Exception failure)
        {
            Trouble(failure);
            // A full or busy disk leaves the transaction whole, to be undone. After any other
            // failure its pages may be on the disk or not: look again with new eyes.
            var undone = RollbackOrClose() && SqliteErrors.LeavesNothing(failure);
            if (!undone)
                Close();
            foreach (var work in works)
                if (undone)
                    work.Refuse(SqliteErrors.Describe(failure));
                else
                    work.Doubt(SqliteErrors.Describe(failure));
            return false;
        }
    }

    /// <summary>True: the transaction is undone; false: the connection had to go.</summary>
    private bool RollbackOrClose()
    {
        try
        {
            statements?.Rollback();
            return true;
        }
        catch (Exception failure)
        {
            Trouble(failure);
            Close();
            return false;
        }
    }

    private void Close()
    {
        try
        {
            statements?.Dispose();
        }
        catch (Exception failure)
        {
            Trouble(failure);
        }
        statements = null;
    }

    private static SqliteStatements Prepared(SqliteConnection connection)
    {
        try
        {
            return new SqliteStatements(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Told once: under load a full disk would else fill the log as well.
    private void Trouble(Exception failure)
    {
        if (!troubled)
            LogTrouble(logger, failure, SqliteErrors.Describe(failure));
        troubled = true;
        lacksRoom = SqliteErrors.IsFull(failure);
    }

    [LoggerMessage(LogLevel.Error, "The store cannot write ({Reason}); commits are refused")]
    private static partial void LogTrouble(ILogger logger, Exception failure, string reason);

    [LoggerMessage(LogLevel.Information, "The store writes again")]
    private static partial void LogWell(ILogger logger);
}
