namespace TockOrleans.Stores;

/// <summary>One event or one reply of a session.</summary>
/// <param name="Seq">Its place in the session's order.</param>
/// <param name="Turn">
/// The sequence number of the event whose turn it belongs to; an event's own.
/// </param>
/// <param name="Status">How far it is; tells an event from a reply, too.</param>
/// <param name="Attempts">How often its turn, or its delivery, was begun.</param>
/// <param name="At">When it was written, by our clock.</param>
/// <param name="Body">The event or message, as the codec writes it.</param>
/// <param name="Key">The event's key; null for a reply.</param>
/// <param name="VendorId">The channel's id of a delivered reply, where known.</param>
/// <param name="Parts">
/// How many of the reply's payloads the channel has; a long reply has several.
/// </param>
/// <param name="Reason">Why a reply is dead: a fixed word, then the channel's code.</param>
public sealed record Entry(
    long Seq,
    long Turn,
    EntryStatus Status,
    int Attempts,
    DateTimeOffset At,
    byte[] Body,
    EventKey? Key = null,
    string? VendorId = null,
    int Parts = 0,
    string? Reason = null)
{
    /// <summary>Whether it is an event, not a reply.</summary>
    public bool IsEvent => Key is not null;
}
