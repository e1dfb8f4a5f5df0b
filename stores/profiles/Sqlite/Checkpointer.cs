using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// Writes the log back into the database so that it stays bounded. SQLite's own way would do it
/// inside somebody's commit, and would never start a log anew that is always being written. Here
/// the bulk is written back beside the writer; the writer itself, between two transactions, writes
/// back the few pages that came meanwhile, and its next transaction starts the log anew. The log's
/// file keeps its length: to write over it costs the disk less than to cut and grow it again.
/// </summary>
internal sealed partial class Checkpointer : IDisposable
{
    /// <summary>How soon emptying is tried again after a reader was in the way.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private const int PageSize = 4_096;
    private const int Idle = 0;
    private const int UnderWay = 1;
    private const int Passed = 2;

    // What is written back beside the writer before the writer does the rest.
    private const int PassesMax = 3;
    private const int RestShare = 16;

    // What a commit may be held up for readers of the old log; and what an erasure may.
    private const int RoutineWaitMs = 20;
    private const int ErasureWaitMs = 500;

    private readonly int step;
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();
    private readonly StoreMetrics metrics;
    private readonly ILogger logger;
    private long pages;
    private long next;
    private long tried;
    private int phase = Idle;

    public Checkpointer(string file, int pages, StoreMetrics metrics, ILogger logger)
    {
        (this.metrics, this.logger) = (metrics, logger);
        next = step = pages;
        connection = SqliteDatabase.OpenToCheckpoint(file);
    }

    /// <summary>
    /// Whether the log was to be emptied and was not, because readers were in the way.
    /// </summary>
    public bool Owes { get; private set; }

    /// <summary>
    /// Called by the writer after each transaction, and now and then while it owes.
    /// </summary>
    /// <param name="writer">
    /// The writer's connection: where another one starts the log anew, the writer drops its cache.
    /// </param>
    /// <param name="empty">Whether the log is to be emptied now, however short it is.</param>
    public void AfterTransaction(SqliteStatements writer, bool empty)
    {
        pages += writer.TakePagesWritten();
        if (empty || (Owes && Stopwatch.GetElapsedTime(tried) >= Again))
        {
            Owes = !TryFinish(writer, raw.SQLITE_CHECKPOINT_TRUNCATE, ErasureWaitMs);
            tried = Stopwatch.GetTimestamp();
            if (Owes)
                LogOwes(logger);
            return;
        }
        metrics.Log(pages * PageSize);
        if (pages < next)
            return;
        if (Interlocked.CompareExchange(ref phase, Idle, Passed) == Passed)
        {
            // A reader in the way: not again before the log has grown by another step.
            if (!TryFinish(writer, raw.SQLITE_CHECKPOINT_RESTART, RoutineWaitMs))
                next = pages + step;
        }
        else if (Interlocked.CompareExchange(ref phase, UnderWay, Idle) == Idle)
            ThreadPool.UnsafeQueueUserWorkItem(
                static self => self.WriteBack(), this, preferLocal: false);
    }

    /// <summary>
    /// Does something while the log is empty and nobody writes; called by the writer.
    /// </summary>
    /// <returns>False: readers were in the way, and nothing was done.</returns>
    public bool TryWithEmptyLog(SqliteStatements writer, Action act)
    {
        lock (gate)
        {
            if (!TryFinish(writer, raw.SQLITE_CHECKPOINT_TRUNCATE, RoutineWaitMs))
                return false;
            act();
            return true;
        }
    }

    public void Dispose()
    {
        lock (gate)
            connection.Dispose();
    }

    private void WriteBack()
    {
        lock (gate)
            for (var pass = 0; pass < PassesMax; pass++)
                if (Checkpoint(connection, raw.SQLITE_CHECKPOINT_PASSIVE, 0)
                    is not { } left || left < step / RestShare)
                    break;
        Volatile.Write(ref phase, Passed);
    }

    /// <summary>True: nobody was in the way.</summary>
    private bool TryFinish(SqliteStatements writer, int mode, int waitMs)
    {
        lock (gate)
            if (Checkpoint(writer.Connection, mode, waitMs) is not 0)
                return false;
        pages = 0;
        next = step;
        return true;
    }

    /// <summary>How many pages of the log are left; null: it could not be done.</summary>
    private int? Checkpoint(SqliteConnection by, int mode, int waitMs)
    {
        try
        {
            return SqliteDatabase.Checkpoint(by, mode, waitMs);
        }
        catch (Exception failure) when (failure is SqliteException or InvalidOperationException)
        {
            LogFailed(logger, failure);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Writing the log back failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);

    [LoggerMessage(
        LogLevel.Warning,
        "The log could not be emptied: a reader is in the way; it is tried again")]
    private static partial void LogOwes(ILogger logger);
}
