using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <content>The bot speaks first, and is silent.</content>
internal sealed partial class UserSessionGrain
{
    // A call of a session ends well before Orleans' own limit; the same order again joins the turn.
    private static readonly TimeSpan SayBudget = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task<ProactiveStatus> Say(ProactiveOrder order)
    {
        if (isGone)
            return await Known(EventKey.Of(order.Id)) ?? ProactiveStatus.NoEndpoint;
        if (ended is not null || loop is null)
            return ProactiveStatus.Unavailable;
        var inbound = MessageCodec.DecodeInbound(order.Body);
        if (inbound.Event is not ProactiveEvent what || !endpoint.Capabilities.Proactive)
            return ProactiveStatus.Unsupported;
        var key = EventKey.Of(order.Id);
        if (memory.WasErased(key))
            return ProactiveStatus.Erased;
        if (loop.Find(key) is null
            && (memory.Knows(key) || memory.HasOlder)
            && await Known(key) is { } known)
            return known;
        // Somebody else may have brought the same order while the store was asked.
        return loop.Find(key) is { } pending
            ? await Said(pending)
            : await Begin(key, inbound, what);
    }

    /// <inheritdoc/>
    public async Task<ProactiveReport?> Follow(string orderId)
    {
        var key = EventKey.Of(orderId);
        var isUnderWay = loop?.Find(key) is not null;
        if (await store.FindTurn(memory.Id, key) is not { } turn)
            // It may have been brought, or its turn committed, while the store was asked.
            return isUnderWay || loop?.Find(key) is not null
                ? new ProactiveReport(1, 0, 0, UnderWay: true)
                : null;
        int waiting = 0, taken = 0, dead = 0, delivered = 0;
        string? reason = null;
        foreach (var entry in turn)
            if (entry.IsEvent)
                waiting += entry.Status == EntryStatus.Open ? 1 : 0;
            else
                switch (entry.Status)
                {
                    case EntryStatus.Pending or EntryStatus.Armed or EntryStatus.Held:
                        waiting++;
                        break;
                    case EntryStatus.Dead or EntryStatus.Expired:
                        dead++;
                        reason = entry.Reason ?? DeadReason.Expired;
                        break;
                    // Of a letter that was replayed its copy counts.
                    case not EntryStatus.Replayed:
                        taken++;
                        if (entry.Status is EntryStatus.Delivered or EntryStatus.Read)
                            delivered++;
                        break;
                }
        return new ProactiveReport(waiting, taken, dead, reason, delivered);
    }

    /// <inheritdoc/>
    public Task<bool> Pause(DateTimeOffset until) => SetPause(until);

    /// <inheritdoc/>
    public Task<bool> Resume() => SetPause(null);

    // What became of an order whose turn is over; null: there is none.
    private async Task<ProactiveStatus?> Known(EventKey key) =>
        await store.FindTurn(memory.Id, key) is not { } turn ? null
            : turn.First(entry => entry.IsEvent).Status switch
            {
                EntryStatus.Open => null,
                EntryStatus.Failed => ProactiveStatus.Failed,
                _ => ProactiveStatus.Queued,
            };

    private async Task<ProactiveStatus> Begin(
        EventKey key, InboundEvent inbound, ProactiveEvent what)
    {
        var connector = endpoint.Connector;
        var address = memory.Row.ReplyAddress is { } last
            ? connector.LastingAddress(last)
            : connector.AddressOf(memory.Id.User, memory.Id.Thread, endpoint.Settings);
        if (address is null && (pump is not null || memory.Row.Version == 0))
            return ProactiveStatus.NoConversation;
        if (pump is not null && pump.IsOutsideWindow(what.Tag))
            return ProactiveStatus.OutsideWindow;
        if (loop!.Length >= limits.QueueMax || pump is { IsFull: true }
            || !sender.HasRoom || !runner.TryAdmit())
            return ProactiveStatus.Unavailable;
        inbound = inbound with { ReplyAddress = address };
        var pending = new PendingEvent(
            key, MessageCodec.Encode(inbound), synchronous: false, inbound);
        loop.Enqueue(pending);
        return await Said(pending);
    }

    private async Task<ProactiveStatus> Said(PendingEvent pending)
    {
        try
        {
            var outcome = await pending.Done.WaitAsync(SayBudget, clock);
            return outcome.Status != AcceptanceStatus.Answered ? ProactiveStatus.Unavailable
                : pending.Failed ? ProactiveStatus.Failed
                : ProactiveStatus.Queued;
        }
        catch (TimeoutException)
        {
            return ProactiveStatus.Unavailable;
        }
    }

    private Task<bool> SetPause(DateTimeOffset? until) => ended is not null || loop is null
        ? Task.FromResult(false)
        : lane.Commit(draft => draft.PausedUntil = until);
}
