using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Endpoints;

/// <summary>
/// Hands out times to leave so that no limit of the channel is passed: the generic cell rate
/// algorithm (ITU-T I.371), which needs one number for each key. A time in the future is a place
/// in the queue: who gets one need not ask again. Safe for use by many threads.
/// </summary>
internal sealed class RateBudget
{
    // How far ahead places are given: those who wait longer ask again, and may have left by then.
    private static readonly TimeSpan AheadMax = TimeSpan.FromSeconds(20);

    private const int KeysMax = 50_000;

    private readonly Lock gate = new();

    // When the key's permits are all there again, and until when nothing leaves, in ticks.
    private readonly Dictionary<string, (long Full, long Held)> keys = new(StringComparer.Ordinal);

    /// <summary>The name that stands for the whole endpoint.</summary>
    public const string Whole = "";

    /// <summary>Reserves a time.</summary>
    /// <param name="claims">The limits the payload falls under.</param>
    /// <param name="now">The time.</param>
    public RateGrant Reserve(IReadOnlyList<RateClaim> claims, DateTimeOffset now)
    {
        lock (gate)
            return Take(claims, now);
    }

    /// <summary>Nothing of a key, or of all, leaves before a time.</summary>
    public void HoldBack(string name, DateTimeOffset until)
    {
        lock (gate)
        {
            var key = keys.GetValueOrDefault(name);
            keys[name] = key with { Held = Math.Max(key.Held, until.UtcTicks) };
        }
    }

    private RateGrant Take(IReadOnlyList<RateClaim> claims, DateTimeOffset now)
    {
        var start = Math.Max(now.UtcTicks, keys.GetValueOrDefault(Whole).Held);
        foreach (var claim in claims)
            if (keys.TryGetValue(claim.Name, out var key))
            {
                var spare = claim.Interval.Ticks * (claim.Burst - 1);
                start = Math.Max(start, Math.Max(key.Held, key.Full - spare));
            }
        var after = new TimeSpan(start - now.UtcTicks);
        if (after > AheadMax)
            return new RateGrant(after, Reserved: false);
        foreach (var claim in claims)
        {
            var key = keys.GetValueOrDefault(claim.Name);
            keys[claim.Name] = key with
            {
                Full = Math.Max(key.Full, start) + claim.Interval.Ticks,
            };
        }
        if (keys.Count > KeysMax)
            Forget(now.UtcTicks);
        return new RateGrant(after, Reserved: true);
    }

    private void Forget(long now)
    {
        foreach (var (name, key) in keys)
            if (key.Full <= now && key.Held <= now)
                keys.Remove(name);
    }
}
