using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <content>What became of replies, written beside the session's versions.</content>
internal sealed partial class ReplyPump
{
    private static readonly TimeSpan MarkRetry = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Says on disk that the session is looked after. Where nothing is left who sweeps sees that
    /// once it is marked.
    /// </summary>
    public Task Renew()
    {
        if (items.Count == 0 && !AnyOpen())
            return Task.CompletedTask;
        var due = clock.GetUtcNow() + session.RecoveryLease;
        var marks = new SessionMarks(memory.Id, memory.Handle, [], memory.Row.Version, due);
        return Write(marks, store.Mark(marks));
    }

    private void Mark(
        OutboxItem item, EntryStatus status, string? reason, DateTimeOffset? due = null)
    {
        var mark = new EntryMark(
            item.Seq,
            status,
            item.Attempts,
            item.Parts,
            item.VendorId,
            reason);
        var marks = new SessionMarks(
            memory.Id,
            memory.Handle,
            [mark],
            // Work is left and its lease stands, or none is and whoever sweeps sees that: the row
            // is let alone, for writing it costs as much as the mark.
            due is null ? SessionMarks.KeepDue : memory.Row.Version,
            due);
        var writing = store.Mark(marks);
        if (marks.Version == SessionMarks.KeepDue)
            _ = Watch(writing, marks, TaskScheduler.Current);
        else
            _ = Write(marks, writing);
    }

    // A mark that is written needs nothing of the session: it is not brought back to the session's
    // scheduler for that, which would cost more than to see it.
    private async Task Watch(
        Task<CommitResult> writing, SessionMarks marks, TaskScheduler scheduler)
    {
        try
        {
            if (await writing.ConfigureAwait(false) is CommitResult.Committed)
                return;
        }
        catch (Exception)
        {
            // It is met again below.
        }
        await Task.Factory.StartNew(
            () => Write(marks, writing),
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            scheduler).Unwrap();
    }

    // Nobody waits for it, and it may be repeated: a store in trouble is asked again until it is
    // well or the session leaves the memory.
    private async Task Write(SessionMarks marks, Task<CommitResult> writing)
    {
        try
        {
            for (; await writing is not CommitResult.Committed; writing = store.Mark(marks))
                await Task.Delay(MarkRetry, clock, stop.Token);
            if (marks.Version == memory.Row.Version)
                memory.Row = memory.Row with { Due = marks.Due };
        }
        catch (OperationCanceledException)
        {
            // It stays unsaid: the next activation sends again what may have been sent.
        }
        catch (Exception failure)
        {
            broken(failure);
        }
    }
}
