using Microsoft.Extensions.Options;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>
/// Bounds how many events are on their way to the disk at once, so that what is acknowledged is so
/// in time, and what is too much is refused at once: the channel brings it again. The bound finds
/// itself: it shrinks while acknowledgements come late and grows while it is used and they do not
/// (additive increase, multiplicative decrease, as in TCP). Events whose request waits for the
/// replies are not counted, and slow stories are not taken for a slow node.
/// </summary>
public sealed class EventGate(IOptions<IngressOptions> options, TimeProvider clock)
{
    private const int BoundFirst = 128;
    private const double Shrink = 0.85;
    private static readonly TimeSpan ShrinkEvery = TimeSpan.FromMilliseconds(100);

    private readonly IngressOptions limits = options.Value;
    private readonly Lock gate = new();
    private double bound = Math.Min(
        Math.Max(BoundFirst, options.Value.EventsMin), options.Value.EventsMax);
    private long shrunkAt = clock.GetTimestamp();
    private int inside;

    /// <summary>How many events may be inside now.</summary>
    public int Bound => (int)Volatile.Read(ref bound);

    /// <summary>Lets an event in, unless too many are.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref inside) <= Bound)
            return true;
        Interlocked.Decrement(ref inside);
        return false;
    }

    /// <summary>The event is on disk, or was not taken.</summary>
    /// <param name="since">When it came in, as the clock's timestamp.</param>
    /// <param name="counts">Whether its time says something of the node.</param>
    public void Leave(long since, bool counts)
    {
        var others = Interlocked.Decrement(ref inside);
        if (!counts)
            return;
        var late = clock.GetElapsedTime(since) > limits.LateAfter;
        if (!late && others * 2 < Bound)
            return;
        lock (gate)
        {
            if (!late)
                bound = Math.Min(limits.EventsMax, bound + (1 / bound));
            else if (clock.GetElapsedTime(shrunkAt) >= ShrinkEvery)
            {
                bound = Math.Max(
                    Math.Min(limits.EventsMin, limits.EventsMax), bound * Shrink);
                shrunkAt = clock.GetTimestamp();
            }
        }
    }
}
