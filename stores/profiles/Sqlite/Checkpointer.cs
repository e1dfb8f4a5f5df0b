using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// Writes the log back into the database, beside the writer and without holding it up, so that
/// the log stays bounded. SQLite's own way would do it inside somebody's commit.
/// </summary>
internal sealed partial class Checkpointer : IDisposable
{
    private const int PageSize = 4_096;
    private const int TruncateFactor = 4;

    private readonly FileInfo log;
    private readonly long nudgeBytes;
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();
    private readonly ILogger logger;
    private int underWay;
    private int commits;

    public Checkpointer(string file, int pages, ILogger logger)
    {
        log = new FileInfo(file + "-wal");
        nudgeBytes = (long)pages * PageSize;
        connection = SqliteDatabase.OpenToCheckpoint(file);
        this.logger = logger;
    }

    /// <summary>Called after every transaction; looks at the log's length now and then.</summary>
    public void Nudge()
    {
        const int lookEvery = 64;
        if (++commits % lookEvery != 0 || Interlocked.Exchange(ref underWay, 1) != 0)
            return;
        log.Refresh();
        if (!log.Exists || log.Length < nudgeBytes)
        {
            Volatile.Write(ref underWay, 0);
            return;
        }
        ThreadPool.UnsafeQueueUserWorkItem(
            static self => self.Run(self.log.Length >= self.nudgeBytes * TruncateFactor),
            this,
            preferLocal: false);
    }

    /// <summary>Writes everything back and empties the log, so that old bytes leave it.</summary>
    public void Truncate() => Run(truncate: true);

    public void Dispose()
    {
        lock (gate)
            connection.Dispose();
    }

    private void Run(bool truncate)
    {
        try
        {
            lock (gate)
                Sql.Run(
                    connection,
                    truncate
                        ? "PRAGMA busy_timeout = 500; PRAGMA wal_checkpoint(TRUNCATE)"
                        : "PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (Exception failure) when (failure is SqliteException or InvalidOperationException)
        {
            LogFailed(logger, failure);
        }
        finally
        {
            Volatile.Write(ref underWay, 0);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Writing the log back failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
