using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains.Senders;
using TockOrleans.Grains.Streams;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// A session's shell: it knows who waits for what. The turns are run by <see cref="TurnLoop"/>,
/// the writes go through <see cref="CommitLane"/>. Reentrant, so that many callers may wait while
/// one turn runs; the loop keeps the turns apart.
/// </summary>
[Reentrant]
[PreferLocalPlacement]
internal sealed partial class UserSessionGrain(
    ISessionStore store,
    BotCatalog bots,
    EndpointDirectory endpoints,
    ConnectorCatalog connectors,
    StoryRunner runner,
    Sender sender,
    StreamNodes nodes,
    IOptions<SessionOptions> options,
    IOptions<DeliveryOptions> delivery,
    SessionMetrics metrics,
    Random random,
    TimeProvider clock,
    ILogger<UserSessionGrain> logger) : Grain, IUserSession, IDisposable
{
    // How long a session that cannot work here answers so; then it is looked at anew.
    private static readonly TimeSpan StrangerFor = TimeSpan.FromSeconds(1);

    private readonly SessionOptions limits = options.Value;
    private SessionMemory memory = null!;
    private CommitLane lane = null!;
    private BotEndpoint endpoint = null!;
    private TurnLoop? loop;
    private ReplyPump? pump;
    private string? ended;
    private bool isGone;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var id = SessionId.Parse(this.GetPrimaryKeyString());
        var snapshot = await store.Load(id, limits.RecentEvents);
        memory = new SessionMemory(id, snapshot, limits.RecentEvents);
        lane = new CommitLane(store, memory, clock, OnCommitFailed);
        var (found, certain) = await endpoints.Seek(id.Endpoint, cancellationToken);
        if (found is null
            || bots.Find(id.Endpoint.Namespace, id.Endpoint.Bot) is not { } engine)
        {
            isGone = found is null && certain;
            ended = "this node does not host the session's bot or endpoint";
            // Not at once: whoever called would be sent round, and get no answer.
            this.RegisterGrainTimer(
                _ =>
                {
                    DeactivateOnIdle();
                    return Task.CompletedTask;
                },
                new GrainTimerCreationOptions(StrangerFor, Timeout.InfiniteTimeSpan));
            return;
        }
        endpoint = found;
        if (endpoint.Connector.Client is not null)
            pump = new ReplyPump(
                memory, lane, store, sender, endpoint, delivery.Value, limits, random, clock,
                OnLoopBroken)
            {
                AnyOpen = () => loop is { AnyOpen: true },
            };
        if (endpoint.Capabilities.Streams)
            live = GoLive();
        loop = new TurnLoop(
            memory, lane, runner, engine, endpoint, sender, pump, live, limits, metrics,
            OnLoopBroken)
        {
            Grow = Grow,
            Offers = Offers.AreAt(endpoint) ? new(memory, store, endpoint, connectors) : null,
        };
        Resume(snapshot.Unfinished, endpoint.Capabilities.Reply == ReplyStyle.Synchronous);
        if (live is not null)
            await live.Resume();
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(
        DeactivationReason reason, CancellationToken cancellationToken)
    {
        // What is under way to the channel ends first: the next activation would send it again.
        var sent = pump?.Stop() ?? Task.CompletedTask;
        if (loop is not null && ended is null && !loop.Idle.IsCompleted)
        {
            // A node that shuts down lets its running stories end, for a while; what is left is on
            // disk, or was not acknowledged.
            await Task.WhenAny(
                loop.Idle, Task.Delay(limits.ShutdownWait, clock, cancellationToken));
            loop.Abort("the node shuts down");
        }
        await Task.WhenAny(
            sent, Task.Delay(delivery.Value.CallTimeLimit, clock, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<Acceptance> Accept(Arrival arrival)
    {
        if (ended is not null || loop is null)
            return Acceptance.Unavailable(ended ?? "no bot");
        var key = EventKey.Of(arrival.EventId);
        var pending = loop.Find(key);
        if (pending is null)
        {
            if (memory.WasErased(key))
                return new Acceptance(AcceptanceStatus.Answered, []);
            if ((memory.Knows(key) || memory.HasOlder) && await Stored(key) is { } stored)
                return stored;
            // Somebody else may have brought the same event while the store was asked.
            pending = loop.Find(key);
        }
        if (pending is null)
        {
            if (loop.Length >= limits.QueueMax || pump is { IsFull: true })
                return await Refuse(arrival, key);
            if (!sender.HasRoom || !runner.TryAdmit())
                return Acceptance.Unavailable("the node is full");
            pending = new PendingEvent(
                key, arrival.Body, arrival.Wait != WaitFor.Durable, arrival.Inbound)
            {
                ShownTo = arrival.ShownTo,
            };
            loop.Enqueue(pending);
        }
        else if (arrival.ShownTo is not null)
            pending.ShownTo = arrival.ShownTo;
        return await Wait(pending, arrival);
    }

    /// <inheritdoc/>
    public Task<bool> Cancel(string? eventId) => Task.FromResult(
        loop is not null && ended is null
        && loop.Cancel(eventId is null ? null : EventKey.Of(eventId)));

    /// <inheritdoc/>
    public async Task Erase()
    {
        End("the session is erased");
        loop?.Abort("the session is erased");
        await (pump?.Stop() ?? Task.CompletedTask);
        await store.Erase(memory.Id, clock.GetUtcNow() + limits.TombstonesFor);
    }

    /// <inheritdoc/>
    public async Task<bool> EraseAt(long version)
    {
        // One that has ended may be behind what is on disk, but not where it never began.
        if (memory.Row.Version != version || lane.IsBusy || loop is { Length: > 0 }
            || (ended is not null && loop is not null))
            return false;
        await Erase();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => pump?.Dispose();

    private async Task<Acceptance> Wait(PendingEvent pending, Arrival arrival)
    {
        try
        {
            switch (arrival.Wait)
            {
                case WaitFor.Durable:
                    return await WaitDurable(pending, arrival.Budget);
                case WaitFor.ReplyOrDeferral when !pending.Done.IsCompleted:
                    return await WaitDeferred(pending);
                default:
                    var answer = await pending.Done.WaitAsync(arrival.Budget, clock);
                    await loop!.HandOver(answer.Replies.Select(reply => reply.Seq));
                    return answer;
            }
        }
        catch (TimeoutException)
        {
            return Acceptance.Pending;
        }
    }

    private async Task<Acceptance> WaitDeferred(PendingEvent pending)
    {
        if (!await loop!.Defer(pending) || (pending.Settled && !pending.Deferred))
            return await pending.Done;
        return pending.Deferral ?? await Deferral(pending.Key);
    }

    private async Task<Acceptance> WaitDurable(PendingEvent pending, TimeSpan budget)
    {
        try
        {
            var early = limits.EarlyDurableAfter < budget ? limits.EarlyDurableAfter : budget;
            await Task.WhenAny(pending.Done, pending.Durable).WaitAsync(early, clock);
        }
        catch (TimeoutException)
        {
            if (await loop!.MakeDurable(pending))
                pending.MarkDurable();
        }
        if (!pending.Done.IsCompleted)
            return Acceptance.DurableEarly;
        var result = await pending.Done;
        return result.Status == AcceptanceStatus.Unavailable ? result : Acceptance.Durable;
    }

    // The answer an event got, from the store; null: it is not there, or its turn is not over.
    private async Task<Acceptance?> Stored(EventKey key)
    {
        var turn = await store.FindTurn(memory.Id, key);
        if (turn is null)
            return null;
        var status = turn.First(entry => entry.IsEvent).Status;
        if (status is EntryStatus.Open or EntryStatus.Deferred)
            return null;
        if (status == EntryStatus.Refused)
            return new Acceptance(AcceptanceStatus.Refused, []);
        var replies = Replies(turn.Where(entry => entry.Status != EntryStatus.Deferral));
        var deferral = replies.Count == 0;
        if (deferral)
            replies = Replies(turn.Where(entry => entry.Status == EntryStatus.Deferral));
        await loop!.HandOver(replies.Select(reply => reply.Seq));
        return new Acceptance(AcceptanceStatus.Answered, replies)
        {
            ResponseId = live?.NameOf(key, deferral && replies.Count > 0),
        };
    }

    private async Task<Acceptance> Deferral(EventKey key)
    {
        var turn = await store.FindTurn(memory.Id, key) ?? [];
        return new Acceptance(
            AcceptanceStatus.Deferred,
            Replies(turn.Where(entry => entry.Status == EntryStatus.Deferral)))
        {
            ResponseId = live?.NameOf(key, deferral: true),
        };
    }

    private static List<StoredReply> Replies(IEnumerable<Entry> entries) =>
        [.. entries.Where(entry => !entry.IsEvent)
            .Select(entry => new StoredReply(entry.Seq, entry.Body))];

    private async Task<Acceptance> Refuse(Arrival arrival, EventKey key)
    {
        if (arrival.Wait != WaitFor.Durable)
            return Acceptance.Busy;
        return await lane.Commit(draft => draft.Refuse(key, arrival.Body))
            ? new Acceptance(AcceptanceStatus.Refused, [])
            : Acceptance.Unavailable(ended!);
    }

    private void OnCommitFailed(CommitResult result)
    {
        metrics.CommitFailed(result.GetType().Name);
        LogCommitFailed(logger, result.GetType().Name, result switch
        {
            CommitResult.Refused refused => refused.Reason,
            CommitResult.Unknown unknown => unknown.Reason,
            _ => "",
        });
        End($"the store did not commit: {result.GetType().Name}");
        loop?.Abort(ended!);
    }

    private void OnLoopBroken(Exception failure)
    {
        LogLoopBroken(logger, failure);
        End("the session's loop broke");
        loop?.Abort(ended!);
    }

    private void End(string reason)
    {
        ended ??= reason;
        DeactivateOnIdle();
    }

    [LoggerMessage(LogLevel.Error, "A session's loop broke; it is reloaded")]
    private static partial void LogLoopBroken(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Error, "A session's commit ended as {Result} {Reason}; it is reloaded")]
    private static partial void LogCommitFailed(ILogger logger, string result, string reason);
}
