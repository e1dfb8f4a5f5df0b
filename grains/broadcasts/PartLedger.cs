using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Broadcasts;

/// <summary>
/// What a broadcast knows of its parts: their counts, and when each is to be looked at again.
/// </summary>
internal sealed class PartLedger
{
    private static readonly TimeSpan FollowFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FollowLast = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ReceiptsFirst = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReceiptsLast = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RefusedFirst = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RefusedLast = TimeSpan.FromMinutes(1);

    private readonly List<Part> parts = [];
    private readonly long[] totals = new long[Outcomes.Count];

    /// <summary>How many parts there are.</summary>
    public int Count => parts.Count;

    /// <summary>How many recipients have an outcome.</summary>
    public int Total(RecipientOutcome outcome) => (int)totals[(int)outcome];

    /// <summary>How many recipients there are.</summary>
    public int Recipients => (int)totals.Sum();

    /// <summary>The counts of all parts, to be stored.</summary>
    public IReadOnlyList<int[]> Counts => [.. parts.Select(part => part.Counts)];

    /// <summary>Adds a part.</summary>
    public void Add(IReadOnlyList<int> counts)
    {
        parts.Add(new Part(parts.Count));
        Set(parts.Count - 1, counts);
    }

    /// <summary>Takes what a part says of itself.</summary>
    public void Set(int number, IReadOnlyList<int> counts)
    {
        // A newer version may have written outcomes this one does not know.
        var known = new int[totals.Length];
        for (var outcome = 0; outcome < known.Length; outcome++)
        {
            known[outcome] = outcome < counts.Count ? counts[outcome] : 0;
            totals[outcome] += known[outcome] - parts[number].Counts[outcome];
        }
        parts[number].Counts = known;
    }

    /// <summary>Whether a part can have recipients of an outcome.</summary>
    public bool MayHave(int number, RecipientOutcome? outcome) =>
        outcome is not { } wanted
        || parts[number].Counts[(int)wanted] > 0
        // What is stored may be older than the part itself, while something may change.
        || parts[number][RecipientOutcome.Waiting] + parts[number].Open(receipts: true) > 0;

    /// <summary>The first parts that have recipients to go to and are not left alone now.</summary>
    public IReadOnlyList<(int Number, int Waiting)> ToQueue(DateTimeOffset now, int most) =>
        [.. parts
            .Where(part => part[RecipientOutcome.Waiting] > 0 && part.QueueAt <= now)
            .Take(most)
            .Select(part => (part.Number, part[RecipientOutcome.Waiting]))];

    /// <summary>
    /// Whether nothing is left to be closed: nobody waits in a part that was not.
    /// </summary>
    public bool IsClosed => parts.All(part => part.Closed || part[RecipientOutcome.Waiting] == 0);

    /// <summary>The first part to be closed that is not left alone now; null: none.</summary>
    public int? ToClose(DateTimeOffset now) => parts.Find(part =>
        !part.Closed && part[RecipientOutcome.Waiting] > 0 && part.QueueAt <= now)?.Number;

    /// <summary>Takes what came of closing a part.</summary>
    public void Closed(int number, PartReport report, DateTimeOffset now)
    {
        Set(number, report.Counts);
        var part = parts[number];
        part.FollowAt = now;
        part.Closed = report.Unavailable == 0;
        if (!part.Closed)
            Failed(number, now);
    }

    /// <summary>Takes what came of going to recipients of a part.</summary>
    public void Queued(int number, PartReport report, DateTimeOffset now)
    {
        Set(number, report.Counts);
        var part = parts[number];
        if (report.Unavailable > 0)
            Failed(number, now);
        else
            part.Refused = 0;
        if (report.Unavailable == report.Asked)
            return;
        part.Rounds = 0;
        if (part.FollowAt > now + FollowFirst)
            part.FollowAt = now + FollowFirst;
    }

    /// <summary>Leaves a part alone for a while, longer each time.</summary>
    public void Failed(int number, DateTimeOffset now) => parts[number].QueueAt =
        now + Doubled(RefusedFirst, parts[number].Refused++, RefusedLast);

    /// <summary>A part whose recipients are to be asked now; null: none.</summary>
    /// <param name="now">The time.</param>
    /// <param name="receipts">Whether the channel may still tell of those who have it.</param>
    public int? ToFollow(DateTimeOffset now, bool receipts) => parts
        .Where(part => part.FollowAt <= now && part.Open(receipts) > 0)
        .MinBy(part => part.FollowAt)?.Number;

    /// <summary>Takes what came of asking; after each round the rest is longer.</summary>
    public void Followed(int number, PartReport report, bool roundOver, DateTimeOffset now)
    {
        Set(number, report.Counts);
        var part = parts[number];
        part.FollowAt = now;
        if (roundOver)
            part.FollowAt += part[RecipientOutcome.Queued] > 0
                ? Doubled(FollowFirst, part.Rounds++, FollowLast)
                : Doubled(ReceiptsFirst, part.Rounds++, ReceiptsLast);
    }

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan last)
    {
        var doubled = first * Math.Pow(2, Math.Min(times, 16));
        return doubled < last ? doubled : last;
    }

    private sealed class Part(int number)
    {
        public int Number => number;

        public int[] Counts { get; set; } = new int[Outcomes.Count];

        public DateTimeOffset QueueAt { get; set; }

        public int Refused { get; set; }

        public bool Closed { get; set; }

        public DateTimeOffset FollowAt { get; set; }

        public int Rounds { get; set; }

        public int this[RecipientOutcome outcome] => Counts[(int)outcome];

        public int Open(bool receipts) => this[RecipientOutcome.Queued] + (receipts
            ? this[RecipientOutcome.Sent] + this[RecipientOutcome.Unknown]
            : 0);
    }
}
