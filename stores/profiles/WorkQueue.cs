using System.Diagnostics;

namespace TockOrleans.Stores;

/// <summary>
/// What waits for a writer: many put in, one thread takes out many at a time. It sleeps on a
/// plain event: a collection that spins before it sleeps burns what the commits need.
/// </summary>
/// <param name="most">How many may wait.</param>
internal sealed class WorkQueue<TWork>(int most) : IDisposable
    where TWork : StoreWork
{
    // Longer than a locked file or a database is waited for, shorter than a caller waits.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(5);

    private readonly Queue<TWork> waiting = new();
    private readonly Lock gate = new();
    private readonly AutoResetEvent arrived = new(initialState: false);
    private bool closed;

    /// <summary>Puts work in, or refuses it at once.</summary>
    public void Add(TWork work)
    {
        if (TryAdd(work) is { } refusal)
            work.Refuse(refusal);
    }

    /// <summary>
    /// Takes what waits, in order; waits itself where nothing does. Work that waited too long is
    /// refused: its caller has long given up.
    /// </summary>
    /// <param name="batch">Where to; left empty when the patience is over.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="patience">How long to wait for the first.</param>
    /// <returns>False: it is closed and nothing is left.</returns>
    public bool Take(List<TWork> batch, int limit, TimeSpan patience)
    {
        if (IsIdle())
            arrived.WaitOne(patience);
        lock (gate)
        {
            while (batch.Count < limit && waiting.TryDequeue(out var work))
                if (Stopwatch.GetElapsedTime(work.Since) > WaitMax)
                    work.Refuse("the store is too slow, or was not to be had");
                else
                    batch.Add(work);
            return batch.Count > 0 || waiting.Count > 0 || !closed;
        }
    }

    /// <summary>Lets nothing more in.</summary>
    public void Close()
    {
        lock (gate)
            closed = true;
        arrived.Set();
    }

    public void Dispose() => arrived.Dispose();

    private bool IsIdle()
    {
        lock (gate)
            return waiting.Count == 0 && !closed;
    }

    private string? TryAdd(TWork work)
    {
        lock (gate)
        {
            if (closed)
                return "the store is shut";
            if (waiting.Count >= most)
                return "the store has too many commits waiting";
            waiting.Enqueue(work);
            if (waiting.Count == 1)
                arrived.Set();
            return null;
        }
    }
}
