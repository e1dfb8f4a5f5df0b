using TockOrleans.Bot;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// Runs a session's turns, one at a time and in the order its events arrived. A turn works on a
/// copy; what it leads to becomes the session's state only with its commit. Runs on the session's
/// scheduler.
/// </summary>
internal sealed class TurnLoop(
    SessionMemory memory,
    CommitLane lane,
    StoryRunner runner,
    IBotEngine engine,
    string connectorType,
    SessionOptions limits,
    SessionMetrics metrics,
    Action<Exception> broken)
{
    private readonly LinkedList<PendingEvent> queue = [];

    /// <summary>Completes when no turn is under way.</summary>
    public Task Idle { get; private set; } = Task.CompletedTask;

    /// <summary>How many events wait or run.</summary>
    public int Length => queue.Count;

    public PendingEvent? Find(EventKey key)
    {
        foreach (var waiting in queue)
            if (waiting.Key == key)
                return waiting;
        return null;
    }

    /// <summary>Takes an event; its turn comes after those before it.</summary>
    public void Enqueue(PendingEvent @event)
    {
        queue.AddLast(@event);
        if (Idle.IsCompleted)
            Idle = Run();
    }

    /// <summary>
    /// Puts on disk what was taken so far: the whole queue up to the last event that is not
    /// answered in the channel's own request, so that the order on disk is that of arrival.
    /// </summary>
    public async Task<bool> MakeDurable(PendingEvent upTo)
    {
        List<PendingEvent> opened = [];
        if (!await lane.Commit(draft => opened = Open(draft, upTo)))
            return false;
        foreach (var @event in opened)
            @event.MarkDurable();
        return true;
    }

    /// <summary>Makes an event durable and answers it for now.</summary>
    public async Task<bool> Defer(PendingEvent @event)
    {
        IReadOnlyList<StoredReply> replies = [];
        var committed = await lane.Commit(draft =>
        {
            if (@event.Settled || @event.Deferred)
                return;
            Open(draft, @event);
            @event.Deferred = true;
            draft.Put(@event, EntryStatus.Deferred);
            var request = Request(@event, draft.Now);
            replies = Write(draft, @event.Seq, EntryStatus.Deferral, engine.Deferral(request));
            @event.Deferral = new Acceptance(AcceptanceStatus.Deferred, replies);
        });
        return committed;
    }

    /// <summary>Writes that the held replies of a turn went out in an answer after all.</summary>
    public async Task HandOver(Acceptance answer)
    {
        if (memory.Held.Count == 0)
            return;
        await lane.Commit(draft =>
        {
            foreach (var reply in answer.Replies)
                if (memory.Held.FindIndex(held => held.Seq == reply.Seq) is >= 0 and var index)
                {
                    draft.Change(memory.Held[index], EntryStatus.Answered);
                    memory.Held.RemoveAt(index);
                }
        });
    }

    /// <summary>Ends the loop: nobody gets an answer from this activation any more.</summary>
    public void Abort(string reason)
    {
        foreach (var waiting in queue)
        {
            waiting.Complete(Acceptance.Unavailable(reason));
            runner.Release();
        }
        queue.Clear();
    }

    private List<PendingEvent> Open(CommitDraft draft, PendingEvent upTo)
    {
        List<PendingEvent> opened = [];
        if (upTo.Settled)
            return opened;
        var last = queue.FindLast(upTo);
        for (var node = last; node is not null; node = node.Next)
            if (!node.Value.Synchronous)
                last = node;
        for (var node = queue.First; node is not null; node = node.Next)
        {
            if (!node.Value.Settled && node.Value.Seq == 0)
            {
                draft.Put(node.Value, EntryStatus.Open);
                opened.Add(node.Value);
            }
            if (node == last)
                break;
        }
        draft.Due = draft.Now + limits.RecoveryLease;
        return opened;
    }

    private async Task Run()
    {
        try
        {
            while (queue.First is { Value: var @event } && await Turn(@event))
                if (queue.Remove(@event))
                    runner.Release();
        }
        catch (Exception failure)
        {
            broken(failure);
        }
    }

    private async Task<bool> Turn(PendingEvent @event)
    {
        var begun = metrics.Begin();
        if (@event.Recovered && !await BeginAgain(@event))
            return false;
        var outcome = @event.Attempts > limits.AttemptsMax
            ? new StoryOutcome.Failed("too many attempts")
            : await runner.Run(engine, Request(@event, lane.Now));
        if (!await Settle(@event, outcome))
            return false;
        metrics.End(begun, engine.Id, outcome is StoryOutcome.Completed);
        return true;
    }

    // The attempt is on disk before it is made: a story that takes its process down with it
    // cannot do so for ever.
    private Task<bool> BeginAgain(PendingEvent @event)
    {
        metrics.Rerun(engine.Id);
        @event.Attempts++;
        return lane.Commit(draft => draft.Put(
            @event, @event.Deferred ? EntryStatus.Deferred : EntryStatus.Open));
    }

    private async Task<bool> Settle(PendingEvent @event, StoryOutcome outcome)
    {
        IReadOnlyList<StoredReply> replies = [];
        var committed = await lane.Commit(draft =>
            replies = Write(draft, @event, outcome));
        if (committed)
            @event.Complete(new Acceptance(AcceptanceStatus.Answered, replies));
        return committed;
    }

    private IReadOnlyList<StoredReply> Write(
        CommitDraft draft, PendingEvent @event, StoryOutcome outcome)
    {
        IReadOnlyList<BotMessage> said;
        if (outcome is StoryOutcome.Completed { Result: var result })
        {
            draft.State = result.State;
            said = result.Replies;
            draft.Put(@event, EntryStatus.Done);
        }
        else
        {
            said = engine.TechnicalError(Request(@event, draft.Now));
            draft.Put(@event, EntryStatus.Failed);
        }
        @event.Settled = true;
        draft.LastUserAt = draft.Now;
        draft.ReplyAddress = @event.Inbound.ReplyAddress ?? draft.ReplyAddress;
        draft.Due = AnyOpen(@event) ? draft.Now + limits.RecoveryLease : null;
        var carried = @event is { Synchronous: true, Deferred: false }
            ? Carry(draft, @event.Seq)
            : [];
        var status = !@event.Synchronous ? EntryStatus.Pending
            : @event.Deferred || @event.Recovered ? EntryStatus.Held
            : EntryStatus.Answered;
        return [.. carried, .. Write(draft, @event.Seq, status, said)];
    }

    private bool AnyOpen(PendingEvent but)
    {
        foreach (var waiting in queue)
            if (waiting != but && waiting.Seq > 0)
                return true;
        return false;
    }

    // What came too late for its own answer goes before the next one.
    private List<StoredReply> Carry(CommitDraft draft, long turn)
    {
        var carried = new List<StoredReply>(memory.Held.Count);
        foreach (var held in memory.Held)
        {
            var stale = draft.Now - held.At > limits.HeldFor;
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

    private TurnRequest Request(PendingEvent @event, DateTimeOffset now) => new(
        TurnName.Of(memory.Id, @event.Key),
        Math.Max(1, @event.Attempts),
        @event.Inbound,
        connectorType,
        memory.Id.User,
        now,
        memory.Row.State);
}
