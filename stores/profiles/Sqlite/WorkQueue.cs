namespace TockOrleans.Stores.Sqlite;

/// <summary>What waits for the writer: many put in, one thread takes out many at a time.</summary>
/// <param name="most">How many may wait.</param>
internal sealed class WorkQueue(int most)
{
    private readonly Queue<SqliteWork> waiting = new();
    private readonly object gate = new();
    private bool closed;

    /// <summary>Puts work in, or refuses it at once.</summary>
    public void Add(SqliteWork work)
    {
        var refusal = TryAdd(work);
        if (refusal is not null)
            work.Refuse(refusal);
    }

    /// <summary>Takes what waits, in order; waits itself where nothing does.</summary>
    /// <returns>False: it is closed and nothing is left.</returns>
    public bool Take(List<SqliteWork> batch, int limit)
    {
        lock (gate)
        {
            while (waiting.Count == 0 && !closed)
                Monitor.Wait(gate);
            while (batch.Count < limit && waiting.TryDequeue(out var work))
                batch.Add(work);
            return batch.Count > 0;
        }
    }

    /// <summary>Lets nothing more in.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }
    }

    private string? TryAdd(SqliteWork work)
    {
        lock (gate)
        {
            if (closed)
                return "the store is shut";
            if (waiting.Count >= most)
                return "the store has too many commits waiting";
            waiting.Enqueue(work);
            if (waiting.Count == 1)
                Monitor.Pulse(gate);
            return null;
        }
    }
}
