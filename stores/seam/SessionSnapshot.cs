namespace TockOrleans.Stores;

/// <summary>A session as it is on disk.</summary>
/// <param name="Handle">The store's own name of the session; 0: it has none yet.</param>
/// <param name="Row">Its row; null: the session is new.</param>
/// <param name="Unfinished">Open events and undelivered or held replies, in order.</param>
/// <param name="Recent">The latest events, the newest first, whatever their status.</param>
/// <param name="HasOlder">Whether there are events older than those named.</param>
/// <param name="Erased">Keys of erased events that may still be redelivered.</param>
public sealed record SessionSnapshot(
    long Handle,
    SessionRow? Row,
    IReadOnlyList<Entry> Unfinished,
    IReadOnlyList<RecentEvent> Recent,
    bool HasOlder,
    IReadOnlyList<EventKey> Erased);
