using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <content>What a turn leads to, written in one commit.</content>
internal sealed partial class TurnLoop
{
    private const string NoAddress = "{}";

    private async Task<bool> Settle(PendingEvent @event, StoryOutcome outcome)
    {
        // What is on its way to a client is not to go with this answer as well.
        if (live is not null && memory.Held.Count > 0)
            await live.Idle;
        IReadOnlyList<StoredReply> replies = [];
        IReadOnlyList<BotMessage> said = [];
        var leaving = new List<OutboxItem>();
        var committed = await lane.Commit(draft =>
        {
            said = Take(draft, @event, outcome);
            replies = Write(draft, @event, said, leaving);
        });
        if (!committed)
            return false;
        Offers?.Take(said, @event.Inbound, @event.Failed);
        var name = live?.NameOf(@event.Key);
        @event.Complete(
            new Acceptance(AcceptanceStatus.Answered, replies) { ResponseId = name });
        pump?.Add(leaving);
        live?.Push(name!, replies);
        return true;
    }

    private IReadOnlyList<StoredReply> Write(
        CommitDraft draft,
        PendingEvent @event,
        IReadOnlyList<BotMessage> said,
        List<OutboxItem> leaving)
    {
        var what = @event.Inbound.Event;
        @event.Settled = true;
        if (what.IsOfUser)
            draft.LastUserAt = draft.Now;
        else if (what is HandoverEvent { Kind: var kind })
            draft.PausedUntil = PauseOf(kind, draft);
        draft.ReplyAddress = @event.Inbound.ReplyAddress ?? draft.ReplyAddress;
        var late = @event.Deferred || @event.Recovered;
        var carried = @event.Synchronous && !@event.Deferred ? Carry(draft, @event.Seq) : [];
        IReadOnlyList<StoredReply> replies;
        if (@event.Synchronous && (!late || pump is null))
        {
            var status = late ? EntryStatus.Held : EntryStatus.Answered;
            replies = [.. carried, .. Write(draft, @event.Seq, status, said)];
        }
        else if (pump is null && what is ProactiveEvent)
        {
            // A channel that cannot be called: it goes with what the user does next.
            replies = Write(draft, @event.Seq, EntryStatus.Held, said);
        }
        else
        {
            replies = carried;
            WriteLeaving(draft, @event, said, leaving);
        }
        // Only who sweeps the store takes the time away: what the pump did last may not be marked.
        if (AnyOpenBut(@event) || leaving.Count > 0 || pump is { Length: > 0 })
            draft.Due = draft.Now + limits.RecoveryLease;
        return replies;
    }

    // What the turn changes, and what the bot says.
    private IReadOnlyList<BotMessage> Take(
        CommitDraft draft, PendingEvent @event, StoryOutcome outcome)
    {
        var proactive = @event.Inbound.Event as ProactiveEvent;
        if (outcome is StoryOutcome.Completed { Result: var result })
        {
            draft.State = result.State;
            draft.Put(@event, EntryStatus.Done);
            return proactive?.Tag is { } tag
                ? [.. result.Replies.Select(said => said with { Tag = said.Tag ?? tag })]
                : result.Replies;
        }
        draft.Put(@event, EntryStatus.Failed);
        @event.Failed = true;
        // Who asked nothing gets no apology.
        return proactive is null ? engine.TechnicalError(Request(@event, draft.Now)) : [];
    }

    private DateTimeOffset? PauseOf(HandoverKind kind, CommitDraft draft) => kind switch
    {
        HandoverKind.Taken => draft.Now + limits.TakeoverPause,
        HandoverKind.Passed => null,
        HandoverKind.Answered
            when draft.Now + limits.AnswerPause is var until && !(draft.PausedUntil > until) =>
            until,
        _ => draft.PausedUntil,
    };

    private void WriteLeaving(
        CommitDraft draft,
        PendingEvent @event,
        IReadOnlyList<BotMessage> said,
        List<OutboxItem> leaving)
    {
        foreach (var message in said)
        {
            var status = pump?.FirstStatus(message, leaving.Count == 0) ?? EntryStatus.Pending;
            var entry = draft.Reply(@event.Seq, status, MessageCodec.Encode(message));
            if (pump is not null)
                leaving.Add(new OutboxItem(entry, message)
                {
                    ReplyAddress = draft.ReplyAddress ?? NoAddress,
                    Locale = @event.Inbound.Locale,
                    Proactive = @event.Inbound.Event is ProactiveEvent,
                });
        }
    }

    private bool AnyOpenBut(PendingEvent? but)
    {
        foreach (var waiting in queue)
            if (waiting != but && waiting is { Seq: > 0, Settled: false })
                return true;
        return false;
    }

    // What came too late for its own answer goes before the next one.
    private List<StoredReply> Carry(CommitDraft draft, long turn)
    {
        var carried = new List<StoredReply>(memory.Held.Count);
        var keep = endpoint.Capabilities.Voice ? limits.HeldFor : limits.KeptFor;
        foreach (var held in memory.Held)
        {
            var stale = draft.Now - held.At > keep;
            draft.Change(held, stale ? EntryStatus.Expired : EntryStatus.Answered, turn);
            if (!stale)
                carried.Add(new StoredReply(held.Seq, held.Body));
        }
        memory.Held.Clear();
        return carried;
    }

    private List<StoredReply> Write(
        CommitDraft draft, long turn, EntryStatus status, IReadOnlyList<BotMessage> said)
    {
        var replies = new List<StoredReply>(said.Count);
        foreach (var message in said)
        {
            var entry = draft.Reply(turn, status, MessageCodec.Encode(message));
            if (status == EntryStatus.Held)
                memory.Held.Add(entry);
            replies.Add(new StoredReply(entry.Seq, entry.Body));
        }
        return replies;
    }
}
