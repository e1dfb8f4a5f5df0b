using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// A session's next version while it is put together: several writes may share it.
/// </summary>
internal sealed class CommitDraft(SessionMemory memory, DateTimeOffset now)
{
    private readonly List<Entry> added = [];
    private readonly List<EntryChange> changed = [];
    private long nextSeq = memory.Row.NextSeq;

    public DateTimeOffset Now { get; } = now;

    public byte[] State { get; set; } = memory.Row.State;

    public string? ReplyAddress { get; set; } = memory.Row.ReplyAddress;

    public DateTimeOffset LastUserAt { get; set; } = memory.Row.LastUserAt;

    public DateTimeOffset? Due { get; set; } = memory.Row.Due;

    public DateTimeOffset? PausedUntil { get; set; } = memory.Row.PausedUntil;

    /// <summary>Whether there is anything to write.</summary>
    public bool IsEmpty => added.Count == 0 && changed.Count == 0
        && PausedUntil == memory.Row.PausedUntil;

    /// <summary>Writes how far an event is, whether it is on disk, in this draft or new.</summary>
    public void Put(PendingEvent @event, EntryStatus status)
    {
        if (@event.Seq == 0)
        {
            @event.Seq = nextSeq++;
            @event.Attempts = 1;
            memory.Remember(@event.Key);
            added.Add(new Entry(
                @event.Seq, @event.Seq, status, 1, Now, @event.Body, @event.Key));
            return;
        }
        var index = added.FindIndex(entry => entry.Seq == @event.Seq);
        if (index >= 0)
            added[index] = added[index] with { Status = status };
        else
            changed.Add(new EntryChange(@event.Seq, status, @event.Attempts));
    }

    /// <summary>Writes an event that gets no turn.</summary>
    public void Refuse(EventKey key, byte[] body)
    {
        memory.Remember(key);
        added.Add(new Entry(
            nextSeq, nextSeq, EntryStatus.Refused, 0, Now, body, key));
        nextSeq++;
    }

    /// <summary>Writes a reply of a turn.</summary>
    public Entry Reply(long turn, EntryStatus status, byte[] body)
    {
        var attempts = status == EntryStatus.Armed ? 1 : 0;
        var entry = new Entry(nextSeq++, turn, status, attempts, Now, body);
        added.Add(entry);
        return entry;
    }

    /// <summary>Changes a reply that has not left yet.</summary>
    public void Change(OutboxItem reply, EntryStatus status) =>
        changed.Add(new EntryChange(reply.Seq, status, reply.Attempts));

    /// <summary>Changes a reply on disk.</summary>
    public void Change(Entry reply, EntryStatus status, long? turn = null) =>
        changed.Add(new EntryChange(reply.Seq, status, reply.Attempts, turn));

    public SessionCommit ToCommit() => new(
        memory.Id,
        memory.Handle,
        new SessionRow(
            memory.Row.Version + 1,
            State,
            // Mostly the same: many sessions rest in memory, and one text is older than the other.
            ReplyAddress == memory.Row.ReplyAddress ? memory.Row.ReplyAddress : ReplyAddress,
            LastUserAt,
            nextSeq,
            Due,
            PausedUntil),
        added,
        changed);
}
