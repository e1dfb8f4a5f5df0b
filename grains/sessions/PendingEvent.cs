using TockOrleans.GrainInterfaces;
using TockOrleans.GrainInterfaces.Streams;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>An event whose turn is not committed yet. Lives on its session's scheduler.</summary>
internal sealed class PendingEvent(
    EventKey key, byte[] body, bool synchronous, InboundEvent? inbound = null)
{
    // Completed on the session's scheduler, where those who wait go on in place.
    private readonly TaskCompletionSource<Acceptance> done = new();

    private TaskCompletionSource? durable;
    private InboundEvent? decoded = inbound;
    private bool onDisk;

    public EventKey Key { get; } = key;

    public byte[] Body { get; } = body;

    /// <summary>Whether somebody waits for the replies (or waited, before a deferral).</summary>
    public bool Synchronous { get; } = synchronous;

    /// <summary>Its place in the session's order; 0 until it is written.</summary>
    public long Seq { get; set; }

    /// <summary>How often its turn was begun, as written; 0 until it is written.</summary>
    public int Attempts { get; set; }

    /// <summary>Whether it was on disk already when the session came into memory.</summary>
    public bool Recovered { get; init; }

    /// <summary>Whether a deferral answered it.</summary>
    public bool Deferred { get; set; }

    /// <summary>The deferral that answered it, where it was given in this activation.</summary>
    public Acceptance? Deferral { get; set; }

    /// <summary>Where its answer is shown while it grows; null: nobody asked for that.</summary>
    public IReplyTarget? ShownTo { get; set; }

    /// <summary>Whether its turn is in a draft; its commit may still be under way.</summary>
    public bool Settled { get; set; }

    /// <summary>Whether its story failed.</summary>
    public bool Failed { get; set; }

    /// <summary>Completes with its turn's commit.</summary>
    public Task<Acceptance> Done => done.Task;

    /// <summary>Completes when it is on disk.</summary>
    public Task Durable => onDisk
        ? Task.CompletedTask
        : (durable ??= new()).Task;

    public InboundEvent Inbound => decoded ??= MessageCodec.DecodeInbound(Body);

    /// <summary>Adds what the channel tells of the user, for the story; not on disk.</summary>
    public void Introduce(UserProfile profile, string? locale) => decoded = Inbound with
    {
        Profile = profile,
        Locale = Inbound.Locale ?? locale,
    };

    /// <summary>Takes what the user meant for what they did; not on disk.</summary>
    public void Mean(UserEvent meant) => decoded = Inbound with { Event = meant };

    public void Complete(Acceptance acceptance)
    {
        done.TrySetResult(acceptance);
        durable?.TrySetResult();
    }

    public void MarkDurable()
    {
        onDisk = true;
        durable?.TrySetResult();
    }
}
