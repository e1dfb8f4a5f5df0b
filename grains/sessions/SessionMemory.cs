using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// What a live session holds: the last committed version, and no more than that. A commit that
/// fails leaves it behind what is on disk or ahead of it, so the activation ends then.
/// </summary>
internal sealed class SessionMemory
{
    // Receipts come soon after; for older ones the log is asked.
    private const int SentMax = 32;

    private readonly int recentMax;
    private readonly List<EventKey> recent;
    private readonly HashSet<EventKey> erased;
    private readonly Queue<(long Seq, string Id)> sent = [];
    private int oldest;

    public SessionMemory(SessionId id, SessionSnapshot snapshot, int recentMax)
    {
        Id = id;
        Name = id.ToString();
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

    /// <summary>The session's name as a text, which is made once.</summary>
    public string Name { get; }

    public long Handle { get; set; }

    public SessionRow Row { get; set; }

    /// <summary>Whether the store knows events that this memory does not.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>Replies that came after a deferral, oldest first.</summary>
    public List<Entry> Held { get; }

    public bool Knows(EventKey key) => recent.Contains(key);

    public bool WasErased(EventKey key) => erased.Count > 0 && erased.Contains(key);

    /// <summary>Remembers the channel's ids of a reply, for its receipts.</summary>
    public void Sent(long seq, string? ids)
    {
        if (ids is null)
            return;
        if (sent.Count >= SentMax)
            sent.Dequeue();
        sent.Enqueue((seq, ids));
    }

    /// <summary>The reply that the channel knows by an id; null: not among the latest.</summary>
    public long? FindSent(string id)
    {
        foreach (var (seq, ids) in sent)
            if (VendorIds.Contains(ids, id))
                return seq;
        return null;
    }

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
