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
            && await store.FindTurn(memory.Id, key) is { } turn
            && turn.First(entry => entry.IsEvent).Status is var status
            && status is not EntryStatus.Open)
            return status == EntryStatus.Failed ? ProactiveStatus.Failed : ProactiveStatus.Queued;
        // Somebody else may have brought the same order while the store was asked.
        return loop.Find(key) is { } pending
            ? await Said(pending)
            : await Begin(key, inbound, what);
    }

    /// <inheritdoc/>
    public async Task<ProactiveReport?> Follow(string orderId)
    {
        if (await store.FindTurn(memory.Id, EventKey.Of(orderId)) is not { } turn)
            return null;
        int waiting = 0, taken = 0, dead = 0, delivered = 0;
        string? reason = null;
        foreach (var entry in turn)
            if (!entry.IsEvent)
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
