using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <content>What a crash left, what was given up, and what the channel says afterwards.</content>
internal sealed partial class UserSessionGrain
{
    private readonly HashSet<long> replaying = [];

    /// <inheritdoc/>
    public Task Recover() =>
        // To be in memory is all it takes; whoever sweeps is told that somebody looks after it.
        ended is null && pump is not null ? pump.Renew() : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<bool> Replay(long seq)
    {
        if (ended is not null || pump is null || !replaying.Add(seq))
            return false;
        try
        {
            var found = await store.ReadLog(memory.Id, seq - 1, 1);
            if (found is not [{ Status: EntryStatus.Dead } dead] || dead.Seq != seq)
                return false;
            OutboxItem? copy = null;
            var committed = await lane.Commit(draft =>
            {
                draft.Change(dead, EntryStatus.Replayed);
                copy = new OutboxItem(
                    draft.Reply(dead.Turn, EntryStatus.Pending, dead.Body), message: null);
                draft.Due = draft.Now + limits.RecoveryLease;
            });
            if (committed)
                pump.Add([copy!]);
            return committed;
        }
        finally
        {
            replaying.Remove(seq);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TakeReceipt(byte[] body)
    {
        if (ended is not null || pump is null)
            return false;
        var said = MessageCodec.DecodeInbound(body).Event;
        var marks = said is EchoedEvent echo
            ? await new Echoes(memory, store, pump, endpoint).Resolve(echo)
            : await new Receipts(memory, store, pump).Resolve(said);
        if (marks.Count == 0)
            return true;
        foreach (var mark in marks)
            if (mark.Status == EntryStatus.Dead)
                pump.CountUndelivered();
        return await store.Mark(new SessionMarks(
            memory.Id, memory.Handle, marks, SessionMarks.KeepDue, null))
            is CommitResult.Committed;
    }

    // Old replies are sent before open events are run.
    private void Resume(IReadOnlyList<Entry> unfinished, bool synchronous)
    {
        pump?.Add([.. unfinished
            .Where(entry => entry.Status is EntryStatus.Pending or EntryStatus.Armed)
            .Select(pump.Recover)]);
        foreach (var open in unfinished)
            if (open.Status is EntryStatus.Open or EntryStatus.Deferred)
            {
                runner.Admit();
                loop!.Enqueue(new PendingEvent(
                    open.Key!.Value, open.Body, synchronous || open.Status == EntryStatus.Deferred)
                {
                    Seq = open.Seq,
                    Attempts = open.Attempts,
                    Recovered = true,
                    Deferred = open.Status == EntryStatus.Deferred,
                });
            }
    }
}
