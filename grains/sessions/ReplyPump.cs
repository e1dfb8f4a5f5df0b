using TockOrleans.Connectors.Contract;
using TockOrleans.Grains.Senders;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// Brings a session's replies to its channel, one after another in their order, each until the
/// channel has it, refuses it, or it is too old. What became of them is marked on disk without
/// anybody waiting for it. Runs on the session's scheduler.
/// </summary>
internal sealed partial class ReplyPump(
    SessionMemory memory,
    CommitLane lane,
    ISessionStore store,
    Sender sender,
    BotEndpoint endpoint,
    DeliveryOptions limits,
    SessionOptions session,
    Random random,
    TimeProvider clock,
    Action<Exception> broken) : IDisposable
{
    private readonly Queue<OutboxItem> items = [];
    private readonly CancellationTokenSource stop = new();
    private readonly DeliveryTerms terms = new(endpoint, limits, random);
    private DateTimeOffset lastLeaves;
    private TaskCompletionSource? woken;
    private bool ended;

    /// <summary>Whether events of the session are on disk whose turns are not.</summary>
    public required Func<bool> AnyOpen { get; init; }

    /// <summary>Completes when nothing is under way.</summary>
    public Task Idle { get; private set; } = Task.CompletedTask;

    /// <summary>How many replies wait or are under way.</summary>
    public int Length => items.Count;

    /// <summary>Whether the session has too many replies waiting.</summary>
    public bool IsFull => items.Count >= limits.SessionOutboxMax;

    /// <summary>
    /// The status of a reply that is written now: at most once means that the attempt is on disk
    /// before it is made. It is made at once only where nothing is before it.
    /// </summary>
    public EntryStatus FirstStatus(BotMessage message, bool isFirst) =>
        terms.Arms && isFirst && items.Count == 0 && message.Delay is null
            ? EntryStatus.Armed
            : EntryStatus.Pending;

    /// <summary>
    /// Takes a reply that an earlier activation left: it may have been sent, unless what is sent
    /// is armed first.
    /// </summary>
    public OutboxItem Recover(Entry reply)
    {
        var ambiguous = !terms.Arms || reply.Status == EntryStatus.Armed;
        return new OutboxItem(reply, null)
        {
            Ambiguous = ambiguous,
            NotBefore = ambiguous ? clock.GetUtcNow() + terms.EchoWithin : default,
        };
    }

    /// <summary>Whether the channel takes nothing for the user now, under a rule.</summary>
    /// <param name="tag">The rule; see <see cref="BotMessage.Tag"/>.</param>
    public bool IsOutsideWindow(string? tag) =>
        terms.IsOutsideWindow(tag, memory.Row.LastUserAt, clock.GetUtcNow());

    /// <summary>Takes replies that are on disk.</summary>
    public void Add(IReadOnlyCollection<OutboxItem> replies)
    {
        if (replies.Count == 0 || stop.IsCancellationRequested)
            return;
        foreach (var reply in replies)
        {
            if (reply.Message.Delay is { } delay && delay > TimeSpan.Zero)
            {
                var before = lastLeaves > reply.At ? lastLeaves : reply.At;
                reply.NotBefore = lastLeaves = before + delay;
            }
            items.Enqueue(reply);
        }
        sender.CountWaiting(endpoint, replies.Count);
        if (Idle.IsCompleted)
            Idle = Run();
    }

    /// <summary>
    /// Completes when what the call under way led to is known here; at once where there is none.
    /// </summary>
    public Task UnderWay { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// Takes it that the channel has the payload with a key: what waited for that goes on.
    /// </summary>
    /// <param name="key">The payload's key.</param>
    /// <param name="id">The channel's id of it.</param>
    /// <returns>Whether a reply waited for it.</returns>
    public bool TakeEcho(string key, string id)
    {
        foreach (var item in items)
        {
            if (!item.Ambiguous || IdempotencyKey.Of(memory.Name, item.Seq, item.Parts) != key)
                continue;
            item.Parts++;
            (item.Ambiguous, item.Failures, item.NotBefore) = (false, 0, default);
            item.VendorId = VendorIds.Join(item.VendorId, [id]);
            memory.Sent(item.Seq, item.VendorId);
            woken?.TrySetResult();
            return true;
        }
        return false;
    }

    /// <summary>Counts a reply that the channel took and did not bring to the user.</summary>
    public void CountUndelivered() => sender.CountDead(
        endpoint, DeadReason.Undelivered(code: null));

    /// <summary>
    /// Begins nothing new; completes when what is under way has its outcome, which is within the
    /// time limit of a call. What waits is on disk.
    /// </summary>
    public async Task Stop()
    {
        if (stop.IsCancellationRequested)
            return;
        await stop.CancelAsync();
        await Idle;
        sender.CountWaiting(endpoint, -items.Count);
    }

    public void Dispose() => stop.Dispose();

    private async Task Run()
    {
        try
        {
            while (!ended && !stop.IsCancellationRequested && items.TryPeek(out var item))
                if (await Step(item))
                {
                    items.Dequeue();
                    sender.CountWaiting(endpoint, -1);
                }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The session leaves the memory; what waits is on disk.
        }
        catch (Exception failure)
        {
            broken(failure);
        }
        // Many sessions rest in memory: what has run is not kept.
        Idle = Task.CompletedTask;
    }

    /// <summary>One step of the first reply. True: it is done with.</summary>
    private async Task<bool> Step(OutboxItem item)
    {
        var now = clock.GetUtcNow();
        if (now - item.At >= terms.LifeOf(item.Message))
            return Give(item, item.Message is TypingMessage ? null : DeadReason.Expired);
        if (item.NotBefore > now)
        {
            if (await Rest(item, item.NotBefore - now))
                await Wait(item.NotBefore - now, null);
            return false;
        }
        if (item.Ambiguous && !terms.MayRepeat(item.At, now))
            return Give(item, DeadReason.Unknown);
        if (terms.IsOutsideWindow(item.Message.Tag, memory.Row.LastUserAt, now))
            return Give(item, DeadReason.OutsideWindow);
        if (item.ReplyAddress is null)
            await FindAddress(item);
        if (terms.Arms && item.Status != EntryStatus.Armed
            && !await Put(item, EntryStatus.Armed, due: null))
            return false;
        var sending = Send(item);
        UnderWay = sending;
        var result = await sending;
        // A session that rests keeps nothing of its last call.
        UnderWay = Task.CompletedTask;
        return await Settle(item, result);
    }

    private async Task<SendResult> Send(OutboxItem item)
    {
        var result = await sender.Send(
            endpoint,
            new Outgoing(
                memory.Name, item.Seq, item.Message, item.ReplyAddress!, item.Locale, item.Parts)
            {
                Proactive = item.Proactive,
            },
            stop.Token);
        if (result.PartsSent > item.Parts)
            (item.Ambiguous, item.Failures) = (false, 0);
        item.Parts = result.PartsSent;
        if (result.Attempted)
            item.Attempts++;
        if (result.Ids.Count > 0)
        {
            item.VendorId = VendorIds.Join(item.VendorId, result.Ids);
            memory.Sent(item.Seq, item.VendorId);
        }
        return result;
    }

    private async Task<bool> Settle(OutboxItem item, SendResult result)
    {
        switch (result.Outcome)
        {
            case DeliveryOutcome.Accepted:
                Mark(item, EntryStatus.Sent, null);
                return true;
            case DeliveryOutcome.Rejected rejected:
                return Give(item, DeadReason.Rejected(rejected.Reason));
            case DeliveryOutcome.OutsideWindow:
                return Give(item, DeadReason.OutsideWindow);
            case DeliveryOutcome.Unknown:
                item.Ambiguous = true;
                if (terms.EchoWithin == TimeSpan.Zero
                    && !terms.MayRepeat(item.At, clock.GetUtcNow()))
                    return Give(item, DeadReason.Unknown);
                break;
        }
        // A session that leaves rests no time: whoever has it next goes on at once.
        var pause = stop.IsCancellationRequested
            ? TimeSpan.Zero
            : terms.Pause(item, result);
        if (await Rest(item, pause))
            await Wait(pause, result.Sooner);
        return false;
    }

    /// <summary>Arms a reply, or disarms it: with a version of the session.</summary>
    private async Task<bool> Put(OutboxItem item, EntryStatus status, DateTimeOffset? due)
    {
        item.Status = status;
        var committed = await lane.Commit(draft =>
        {
            draft.Change(item, status);
            draft.Due = due ?? draft.Now + session.RecoveryLease;
        });
        ended |= !committed;
        return committed;
    }

    private bool Give(OutboxItem item, string? reason)
    {
        if (reason is not null)
            sender.CountDead(endpoint, DeadReason.Word(reason));
        Mark(item, reason is null ? EntryStatus.Expired : EntryStatus.Dead, reason);
        return true;
    }

    private async Task FindAddress(OutboxItem item)
    {
        var found = await store.ReadLog(memory.Id, item.Turn - 1, 1);
        var inbound = found is [{ IsEvent: true } entry]
            ? MessageCodec.DecodeInbound(entry.Body)
            : null;
        item.ReplyAddress = inbound?.ReplyAddress ?? memory.Row.ReplyAddress ?? "{}";
        item.Locale = inbound?.Locale;
        item.Proactive = inbound?.Event is ProactiveEvent;
    }

    // Says on disk that a reply rests: nobody is to take the session for forgotten meanwhile, and
    // what surely was not taken is no attempt any more. False: it could not be said.
    private async Task<bool> Rest(OutboxItem item, TimeSpan time)
    {
        var due = clock.GetUtcNow() + time + session.RecoveryLease;
        if (terms.Arms && item is { Status: EntryStatus.Armed, Ambiguous: false })
            return await Put(item, EntryStatus.Pending, due);
        if (time > session.RecoveryLease / 2)
            Mark(item, EntryStatus.Pending, null, due);
        return true;
    }

    private async Task Wait(TimeSpan time, Task? sooner)
    {
        if (time <= TimeSpan.Zero)
            return;
        var pause = Task.Delay(time, clock, stop.Token);
        woken = new TaskCompletionSource();
        await (sooner is null
            ? Task.WhenAny(pause, woken.Task)
            : Task.WhenAny(pause, woken.Task, sooner));
        woken = null;
    }
}
