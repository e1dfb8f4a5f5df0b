using Microsoft.Extensions.Options;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>
/// Bounds how many events are on their way to the disk at once: what a node cannot write within
/// the channel's patience it refuses at once, and the channel brings it again. Events whose
/// request waits for the replies are not counted: a slow story is no trouble of the node.
/// </summary>
public sealed class EventGate(IOptions<IngressOptions> options)
{
    private readonly int max = options.Value.EventsMax;
    private int inside;

    /// <summary>Lets an event in, unless too many are.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref inside) <= max)
            return true;
        Leave();
        return false;
    }

    /// <summary>The event is on disk, or was not taken.</summary>
    public void Leave() => Interlocked.Decrement(ref inside);
}
