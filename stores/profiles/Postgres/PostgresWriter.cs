using System.Diagnostics;
using Npgsql;

namespace TockOrleans.Stores.Postgres;

/// <summary>
/// Writes the sessions of one range of keys: a thread and a connection of its own. It takes
/// whatever waits, at most one work a session, writes it in one round trip and one transaction,
/// and only then tells. Work at fault spoils nobody else's: the halves are written again.
/// </summary>
internal sealed class PostgresWriter : IDisposable
{
    private const int TriesMax = 3;
    private const long BatchBytesMax = 8L * 1024 * 1024;
    private const long WorkBytesMax = 256L * 1024 * 1024;
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(10);

    // A connection that rested longer is asked whether it still lives: the outcome of a batch
    // sent into a dead one would be unknown.
    private static readonly TimeSpan RestMax = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource source;
    private readonly PostgresStoreOptions options;
    private readonly StoreMetrics metrics;
    private readonly TroubleLog trouble;
    private readonly WorkQueue<PostgresWork> queue;
    private readonly List<PostgresWork> taken = [];
    private readonly List<PostgresWork> batch = [];
    private readonly List<PostgresWork> later = [];
    private readonly HashSet<ulong> ranges = [];
    private readonly Thread thread;
    private NpgsqlConnection? connection;
    private WriteBatch? statement;
    private long lastUsed;

    public PostgresWriter(
        NpgsqlDataSource source,
        PostgresStoreOptions options,
        StoreMetrics metrics,
        TroubleLog trouble)
    {
        (this.source, this.options, this.metrics, this.trouble) =
            (source, options, metrics, trouble);
        queue = new WorkQueue<PostgresWork>(
            (options.QueueMax + options.Writers - 1) / options.Writers);
        thread = new Thread(Run) { IsBackground = true, Name = "TockOrleans store writer" };
        thread.Start();
    }

    /// <summary>Hands work to the writer; work it cannot take is refused at once.</summary>
    public void Write(PostgresWork work)
    {
        if (work.Size > WorkBytesMax)
            work.Refuse("it is larger than the store takes");
        else
            queue.Add(work);
    }

    /// <summary>Lets nothing more in; what waits is written.</summary>
    public void Close() => queue.Close();

    /// <summary>Writes what waits, then ends. What comes later is refused.</summary>
    public void Dispose()
    {
        Close();
        if (!thread.Join(CloseWithin))
            return; // A server that hangs: the thread ends with the process.
        queue.Dispose();
    }

    private TimeSpan Patience => later.Count > 0 ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;

    private void Run()
    {
        // What was put off goes first; then what has come since.
        while (queue.Take(taken, Math.Max(0, options.BatchMax - later.Count), Patience)
            || later.Count > 0)
        {
            Choose();
            try
            {
                Write(batch);
            }
            catch (Exception failure)
            {
                // Nobody is left untold, whatever went wrong: who was told already stays so.
                Lose(failure, batch);
            }
        }
        Disconnect();
    }

    // One work a session and batch, so that those of a session keep their order; no more bytes
    // than others should wait for. The rest is put off, in order.
    private void Choose()
    {
        later.AddRange(taken);
        taken.Clear();
        batch.Clear();
        ranges.Clear();
        long size = 0;
        var kept = 0;
        for (var at = 0; at < later.Count; at++)
        {
            var work = later[at];
            if (ranges.Add(work.Range) && (batch.Count == 0 || size + work.Size <= BatchBytesMax))
            {
                batch.Add(work);
                size += work.Size;
            }
            else
                later[kept++] = work;
        }
        later.RemoveRange(kept, later.Count - kept);
    }

    private void Write(List<PostgresWork> works)
    {
        if (works.Count == 0 || !Connect(works))
            return;
        // Two processes that write the same sessions lock them in the same order. New ones first:
        // an insert of a name that is there waits for whoever updates its row, wherever that row
        // stands among the others.
        works.Sort(static (one, other) => one.Row == other.Row
            ? string.CompareOrdinal(one.Key, other.Key)
            : one.Row.CompareTo(other.Row));
        for (var again = 1; !TryWrite(works, again); again++)
        {
        }
    }

    /// <summary>False: it is to be tried again.</summary>
    private bool TryWrite(List<PostgresWork> works, int time)
    {
        try
        {
            var rows = Send(works);
            trouble.Over();
            for (var place = 0; place < works.Count; place++)
                works[place].Tell(rows[place]);
        }
        catch (PostgresException failure) when (PostgresErrors.IsUndone(failure))
        {
            if (PostgresErrors.IsCollision(failure) && time < TriesMax)
                return false;
            Undone(failure, works);
        }
        catch (Exception failure)
        {
            Lose(failure, works);
        }
        return true;
    }

    private long[] Send(List<PostgresWork> works)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            foreach (var work in works)
                work.Fill(statement!);
            var rows = statement!.Write();
            lastUsed = Stopwatch.GetTimestamp();
            metrics.Batch(works.Count, Stopwatch.GetElapsedTime(begun));
            return rows;
        }
        finally
        {
            statement!.Clear();
        }
    }

    // The server undid the whole batch. If one work is at fault, it is in one of the halves.
    private void Undone(PostgresException failure, List<PostgresWork> works)
    {
        if (!PostgresErrors.IsOfWork(failure))
        {
            // Perhaps another server of several is in a better state.
            Disconnect();
            trouble.Tell(failure);
            foreach (var work in works)
                work.Refuse(PostgresErrors.Describe(failure));
        }
        else if (works.Count == 1)
            works[0].Fail(failure);
        else
        {
            Write(works[..(works.Count / 2)]);
            Write(works[(works.Count / 2)..]);
        }
    }

    private void Lose(Exception failure, List<PostgresWork> works)
    {
        Disconnect();
        trouble.Tell(failure);
        foreach (var work in works)
            work.Doubt(PostgresErrors.Describe(failure));
    }

    // Nothing was sent yet: without a connection the works are refused, not in doubt.
    private bool Connect(List<PostgresWork> works)
    {
        try
        {
            var rested = Stopwatch.GetElapsedTime(lastUsed) > RestMax;
            if (connection is not null && (!rested || IsAlive()))
                return true;
            Disconnect();
            connection = source.OpenConnection();
            statement = new WriteBatch(connection);
            lastUsed = Stopwatch.GetTimestamp();
            return true;
        }
        catch (Exception failure)
        {
            Disconnect();
            trouble.Tell(failure);
            foreach (var work in works)
                work.Refuse(PostgresErrors.Describe(failure));
            return false;
        }
    }

    private bool IsAlive()
    {
        try
        {
            using var command = connection!.CreateCommand();
            command.CommandText = "SELECT 1";
            command.ExecuteNonQuery();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private void Disconnect()
    {
        try
        {
            statement?.Dispose();
            connection?.Dispose();
        }
        catch (Exception failure)
        {
            trouble.Tell(failure);
        }
        (statement, connection) = (null, null);
    }
}
