using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>How far an event is.</summary>
[GenerateSerializer, Alias("tock.AcceptanceStatus")]
public enum AcceptanceStatus
{
    /// <summary>Its turn is committed; the replies are in the answer.</summary>
    Answered,

    /// <summary>It is on disk; it may be acknowledged.</summary>
    Durable,

    /// <summary>Nothing is on disk yet; ask again with the same event.</summary>
    Pending,

    /// <summary>It is on disk and a deferral answers it; its replies come later.</summary>
    Deferred,

    /// <summary>The session has too many events waiting; nothing is on disk.</summary>
    Busy,

    /// <summary>The session has too many events waiting; the refusal is on disk.</summary>
    Refused,

    /// <summary>The node or the store is in trouble; nothing is acknowledged.</summary>
    Unavailable,
}
