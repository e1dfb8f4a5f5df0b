using System.Security.Cryptography;
using System.Text;
using TockOrleans.Bot;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains.Senders;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// Runs a session's turns, one at a time and in the order its events arrived. A turn works on a
/// copy; what it leads to becomes the session's state only with its commit. Runs on the session's
/// scheduler.
/// </summary>
internal sealed partial class TurnLoop(
    SessionMemory memory,
    CommitLane lane,
    StoryRunner runner,
    IBotEngine engine,
    BotEndpoint endpoint,
    Sender sender,
    ReplyPump? pump,
    LiveReplies? live,
    SessionOptions limits,
    SessionMetrics metrics,
    Action<Exception> broken)
{
    private readonly LinkedList<PendingEvent> queue = [];
    private (EventKey Key, CancellationTokenSource Stop)? running;

    /// <summary>What shows the answer to an event while it grows; null: nobody sees it.</summary>
    public required Func<PendingEvent, GrowingAnswer?> Grow { get; init; }

    /// <summary>What the user may answer with a number; null: nothing is ever numbered.</summary>
    public Offers? Offers { get; init; }

    /// <summary>Completes when no turn is under way.</summary>
    public Task Idle { get; private set; } = Task.CompletedTask;

    /// <summary>How many events wait or run.</summary>
    public int Length => queue.Count;

    /// <summary>Whether events are on disk whose turns are not.</summary>
    public bool AnyOpen => AnyOpenBut(null);

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
        List<StoredReply> replies = [];
        var committed = await lane.Commit(draft =>
        {
            if (@event.Settled || @event.Deferred)
                return;
            Open(draft, @event);
            @event.Deferred = true;
            draft.Put(@event, EntryStatus.Deferred);
            var request = Request(@event, draft.Now);
            replies = Write(draft, @event.Seq, EntryStatus.Deferral, engine.Deferral(request));
            @event.Deferral = new Acceptance(AcceptanceStatus.Deferred, replies)
            {
                ResponseId = live?.NameOf(@event.Key, deferral: true),
            };
        });
        if (committed && replies.Count > 0)
            live?.Push(live.NameOf(@event.Key, deferral: true), replies);
        return committed;
    }

    /// <summary>
    /// Writes that held replies went out after all, in an answer or over a stream.
    /// </summary>
    public async Task HandOver(IEnumerable<long> seqs)
    {
        if (memory.Held.Count == 0)
            return;
        await lane.Commit(draft =>
        {
            foreach (var seq in seqs)
                if (memory.Held.FindIndex(held => held.Seq == seq) is >= 0 and var index)
                {
                    draft.Change(memory.Held[index], EntryStatus.Answered);
                    memory.Held.RemoveAt(index);
                }
        });
    }

    /// <summary>Tells the story that runs to stop.</summary>
    /// <param name="key">Only the story of this event; null: whichever runs.</param>
    /// <returns>Whether one was told.</returns>
    public bool Cancel(EventKey? key)
    {
        if (running is not { } story || (key is { } only && only != story.Key))
            return false;
        try
        {
            // Not here: what hangs on the story's token runs at once.
            _ = story.Stop.CancelAsync();
            return true;
        }
        catch (ObjectDisposedException)
        {
            // It is just over.
            return false;
        }
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
        // Many sessions rest in memory: what has run is not kept.
        Idle = Task.CompletedTask;
    }

    private async Task<bool> Turn(PendingEvent @event)
    {
        var begun = metrics.Begin();
        if (@event.Recovered && !await BeginAgain(@event))
            return false;
        var outcome = await Tell(@event);
        if (!await Settle(@event, outcome))
            return false;
        metrics.End(begun, engine.Id, outcome is StoryOutcome.Completed);
        return true;
    }

    private async Task<StoryOutcome> Tell(PendingEvent @event)
    {
        var what = @event.Inbound.Event;
        if (@event.Attempts > limits.AttemptsMax)
            return new StoryOutcome.Failed("too many attempts");
        if (what is ProactiveEvent { Story: null } given)
            return new StoryOutcome.Completed(
                new TurnResult(memory.Row.State, given.Messages ?? []));
        if (what.IsOfUser && memory.Row.PausedUntil > lane.Now)
            return new StoryOutcome.Completed(new TurnResult(memory.Row.State, []));
        if (Offers is not null && await Offers.Find(what) is { } meant)
            @event.Mean(meant);
        await Introduce(@event);
        var growing = Grow(@event);
        var stop = new CancellationTokenSource();
        running = (@event.Key, stop);
        try
        {
            return await runner.Run(
                engine,
                Request(@event, lane.Now) with { Show = growing is null ? null : growing.Show },
                stop);
        }
        finally
        {
            running = null;
            growing?.End();
        }
    }

    // Before a user's first turn, and once a day or so, the channel is asked who they are, where
    // its events do not tell.
    private async Task Introduce(PendingEvent @event)
    {
        if (@event.Inbound.Profile is not null
            || endpoint.Connector.Profiles is not { } profiles
            || (memory.Row.State.Length > 0
                && !(@event.Inbound.Event.IsOfUser && IsAnotherTime(profiles.KeptFor))))
            return;
        var known = await sender.ReadProfile(endpoint, memory.Id.User, @event.Inbound);
        if (known is not null)
            @event.Introduce(known.Profile, known.Locale);
    }

    // Time is cut into pieces of that length, at other moments for every session, so that not all
    // are asked for at midnight. When the user last wrote is known, so nothing more is kept.
    private bool IsAnotherTime(TimeSpan length)
    {
        var name = SHA256.HashData(Encoding.UTF8.GetBytes(memory.Name));
        var shift = (BitConverter.ToInt64(name) & long.MaxValue) % length.Ticks;
        return (memory.Row.LastUserAt.UtcTicks + shift) / length.Ticks
            != (lane.Now.UtcTicks + shift) / length.Ticks;
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

    private TurnRequest Request(PendingEvent @event, DateTimeOffset now) => new(
        TurnName.Of(memory.Name, @event.Key),
        Math.Max(1, @event.Attempts),
        @event.Inbound,
        @event.Inbound.ActsAs ?? endpoint.Connector.Description.Type,
        memory.Id.User,
        now,
        memory.Row.State,
        endpoint.Connector.Attachments is null
            ? null
            : (attachment, stop) => Fetch(@event.Inbound.ReplyAddress, attachment, stop));

    private async Task<FileContent> Fetch(
        string? replyAddress, Attachment attachment, CancellationToken stop)
    {
        var content = await sender.ReadAttachment(endpoint, replyAddress, attachment, stop);
        return content.Problem is null
            ? new FileContent(content.Body, content.MimeType)
            : throw new StoryException($"the file cannot be had: {content.Problem}");
    }
}
