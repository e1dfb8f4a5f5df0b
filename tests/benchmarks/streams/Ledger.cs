using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TockOrleans.Benchmarks.Streams;

/// <summary>What was sent and when, and what came over which stream.</summary>
internal sealed class Ledger(int users)
{
    private const string Said = "said";

    private readonly ConcurrentDictionary<int, Entry> entries = new();
    private readonly int[] turns = new int[users];
    private int twice;
    private int disordered;
    private int astray;

    /// <summary>What was acknowledged and has not come.</summary>
    public int Missing => entries.Values.Count(one => one is { Acknowledged: true, PushedAt: 0 });

    public int Twice => twice;

    /// <summary>Replies of a user out of the order of their turns, or with one left out.</summary>
    public int Disordered => disordered;

    /// <summary>What came to somebody else.</summary>
    public int Astray => astray;

    public int Acknowledged => entries.Values.Count(one => one.Acknowledged);

    /// <param name="number">Its own.</param>
    /// <param name="user">Whose it is.</param>
    /// <param name="due">When it was to be sent, whenever it was.</param>
    public void Sent(int number, int user, long due) => entries[number] = new Entry(user, due);

    public void Answered(int number) => entries[number].Acknowledged = true;

    /// <summary>A message came over a user's stream.</summary>
    public void Pushed(int user, string frame)
    {
        // turn 7 s12, or: said s12.
        var begin = frame.IndexOf("\"text\":\"", StringComparison.Ordinal) + 8;
        var words = frame[begin..frame.IndexOf('"', begin)].Split(' ');
        var number = int.Parse(words[^1][1..], CultureInfo.InvariantCulture);
        var entry = entries[number];
        if (entry.User != user)
            Interlocked.Increment(ref astray);
        if (Interlocked.CompareExchange(ref entry.PushedAt, Stopwatch.GetTimestamp(), 0) != 0)
            Interlocked.Increment(ref twice);
        if (words[0] == Said)
            return;
        var turn = int.Parse(words[1], CultureInfo.InvariantCulture);
        if (turn != ++turns[user])
        {
            Interlocked.Increment(ref disordered);
            turns[user] = turn;
        }
    }

    /// <summary>How long each took from when it was due, in ms, the least first.</summary>
    public double[] Latencies(int from, int to) =>
    [
        .. entries.Where(one => one.Key >= from && one.Key < to && one.Value.PushedAt > 0)
            .Select(one => Stopwatch.GetElapsedTime(one.Value.Due, one.Value.PushedAt)
                .TotalMilliseconds)
            .Order(),
    ];

    private sealed class Entry(int user, long due)
    {
        public long PushedAt;

        public int User { get; } = user;

        public long Due { get; } = due;

        public bool Acknowledged { get; set; }
    }
}
