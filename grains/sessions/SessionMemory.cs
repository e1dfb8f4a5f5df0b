using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// What a live session holds: the last committed version, and no more than that. A commit that
/// fails leaves it behind what is on disk or ahead of it, so the activation ends then.
/// </summary>
internal sealed class SessionMemory
{
    private readonly int recentMax;
    private readonly List<EventKey> recent;
    private readonly HashSet<EventKey> erased;
    private int oldest;

    public SessionMemory(SessionId id, SessionSnapshot snapshot, int recentMax)
    {
        Id = id;
        this.recentMax = recentMax;
        Handle = snapshot.Handle;
        HasOlder = snapshot.HasOlder;
        recent = [.. snapshot.Recent.Select(known => known.Key).Reverse()];
        erased = [.. snapshot.Erased];
        Row = snapshot.Row
            ?? new SessionRow(0, [], null, DateTimeOffset.UnixEpoch, NextSeq: 1, Due: null);
        Held = [.. snapshot.Unfinished.Where(entry => entry.Status == EntryStatus.Held)];
    }

    public SessionId Id { get; }

    public long Handle { get; set; }

    public SessionRow Row { get; set; }

    /// <summary>Whether the store knows events that this memory does not.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>Replies that came after a deferral, oldest first.</summary>
    public List<Entry> Held { get; }

    public bool Knows(EventKey key) => recent.Contains(key);

    public bool WasErased(EventKey key) => erased.Count > 0 && erased.Contains(key);

    public void Remember(EventKey key)
    {
        if (recent.Count < recentMax)
        {
            recent.Add(key);
            return;
        }
        HasOlder = true;
        recent[oldest] = key;
        oldest = (oldest + 1) % recentMax;
    }
}
