using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// Writes the log back into the database so that it stays bounded. SQLite's own way would do it
/// inside somebody's commit, and would never empty a log that is always being written. Here the
/// bulk is written back beside the writer; the writer itself, between two transactions, writes
/// back the few pages that came meanwhile, and empties the log.
/// </summary>
internal sealed partial class Checkpointer : IDisposable
{
    /// <summary>How soon emptying is tried again after a reader was in the way.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private const int PageSize = 4_096;
    private const int Idle = 0;
    private const int UnderWay = 1;
    private const int Passed = 2;

    // What a commit may be held up for readers of the old log; and what an erasure may.
    private const int RoutineWaitMs = 20;
    private const int ErasureWaitMs = 500;

    private readonly FileInfo log;
    private readonly long step;
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();
    private readonly StoreMetrics metrics;
    private readonly ILogger logger;
    private long next;
    private long tried;
    private int phase = Idle;

    public Checkpointer(string file, int pages, StoreMetrics metrics, ILogger logger)
    {
        (this.metrics, this.logger) = (metrics, logger);
        log = new FileInfo(file + "-wal");
        step = (long)pages * PageSize;
        next = step;
        connection = SqliteDatabase.OpenToCheckpoint(file);
    }

    /// <summary>
    /// Whether the log was to be emptied and was not, because readers were in the way.
    /// </summary>
    public bool Owes { get; private set; }

    /// <summary>
    /// Called by the writer after each transaction, and now and then while it owes.
    /// </summary>
    /// <param name="empty">Whether the log is to be emptied now, however short it is.</param>
    public void AfterTransaction(bool empty)
    {
        if (empty || (Owes && Stopwatch.GetElapsedTime(tried) >= Again))
        {
            Owes = !TryEmpty(ErasureWaitMs);
            tried = Stopwatch.GetTimestamp();
            if (Owes)
                LogOwes(logger);
            return;
        }
        var length = Length();
        metrics.Log(length);
        if (length < next)
            return;
        if (Interlocked.CompareExchange(ref phase, Idle, Passed) == Passed)
            // A reader in the way: not again before the log has grown by another step.
            next = TryEmpty(RoutineWaitMs) ? step : length + step;
        else if (Interlocked.CompareExchange(ref phase, UnderWay, Idle) == Idle)
            ThreadPool.UnsafeQueueUserWorkItem(
                static self => self.WriteBack(), this, preferLocal: false);
    }

    public void Dispose()
    {
        lock (gate)
            connection.Dispose();
    }

    private long Length()
    {
        log.Refresh();
        return log.Exists ? log.Length : 0;
    }

    private void WriteBack()
    {
        Checkpoint("PASSIVE", 0);
        Volatile.Write(ref phase, Passed);
    }

    private bool TryEmpty(int waitMs) => Checkpoint("TRUNCATE", waitMs);

    /// <summary>True: nobody was in the way.</summary>
    private bool Checkpoint(string mode, int waitMs)
    {
        try
        {
            lock (gate)
                return SqliteDatabase.Checkpoint(connection, mode, waitMs);
        }
        catch (Exception failure) when (failure is SqliteException or InvalidOperationException)
        {
            LogFailed(logger, failure);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Writing the log back failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);

    [LoggerMessage(
        LogLevel.Warning,
        "The log could not be emptied: a reader is in the way; it is tried again")]
    private static partial void LogOwes(ILogger logger);
}
