using Microsoft.Extensions.Logging;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Broadcasts;

/// <content>
/// Asks the sessions what became of it, in rounds with longer and longer rests, until all is known
/// or too old to become known.
/// </content>
internal sealed partial class BroadcastGrain
{
    /// <summary>At most so many sessions are asked in a second.</summary>
    private const int AskedPerSecond = 1_000;

    /// <summary>A reply has expired by then, whatever the settings.</summary>
    private static readonly TimeSpan FollowFor = TimeSpan.FromDays(8);

    /// <summary>How long the channel's receipts are waited for.</summary>
    private static readonly TimeSpan ReceiptsFor = TimeSpan.FromHours(1);

    /// <summary>No order is still on its way to its session by then: Orleans drops it.</summary>
    private static readonly TimeSpan LateFor = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan BetweenAsks =
        TimeSpan.FromSeconds((double)IBroadcastPart.AskedMax / AskedPerSecond);

    private DateTimeOffset? overSince;
    private bool? speaks;
    private Task following = Task.CompletedTask;

    private bool IsAllSaid =>
        queueing.IsCompleted && (Now.Stage == BroadcastStage.Running
            ? !HasToSay
            : IsOver || Now.Stage == BroadcastStage.Completed);

    // It ends, though not all is said.
    private bool IsOver =>
        queueing.IsCompleted && Now.Stage switch
        {
            BroadcastStage.Cancelled => true,
            BroadcastStage.Running or BroadcastStage.Paused => clock.GetUtcNow() >= Now.Until,
            _ => false,
        };

    private async Task Following()
    {
        var asked = 0;
        while (!Now.Settled)
        {
            var now = clock.GetUtcNow();
            await Absent.Look();
            if (IsOver && !ledger.IsClosed && await Close(now) is { } closed)
            {
                asked += closed;
                continue;
            }
            var receipts = IsAllSaid && HasReceipts;
            if (ledger.ToFollow(now, receipts) is { } part)
            {
                asked += await Ask(part, receipts);
                await Task.Delay(BetweenAsks, clock, stop.Token);
                continue;
            }
            if (asked > 0)
                await Checkpoint();
            asked = 0;
            if (!await Conclude())
                await Wait(WaitMost);
        }
    }

    // Whoever was gone to without an answer may have been told: the sessions know.
    private async Task<int?> Close(DateTimeOffset now)
    {
        overSince ??= now;
        if (now - overSince < LateFor || ledger.ToClose(now) is not { } number)
            return null;
        try
        {
            var report = await Part(Now.Audience, number).Close(Now.OrderId(id), Speaks);
            ledger.Closed(number, report, clock.GetUtcNow());
            if (report.Asked > 0)
                await Wait(TimeSpan.FromSeconds((double)report.Asked / AskedPerSecond));
            return report.Asked;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            LogPartFailed(logger, failure.GetType().Name, id, number);
            ledger.Failed(number, clock.GetUtcNow());
            return 0;
        }
    }

    private bool HasReceipts => Now.Plan!.Endpoints.Any(endpoint =>
        endpoints.Find(new EndpointId(id.Namespace, id.Bot, endpoint))
            is { Capabilities.Receipts: true });

    private bool Speaks => speaks ??=
        MessageCodec.DecodeInbound(Now.Plan!.What).Event is ProactiveEvent { Story: null };

    private async Task<int> Ask(int number, bool receipts)
    {
        try
        {
            var report = await Part(Now.Audience, number)
                .Follow(
                    Now.OrderId(id), IBroadcastPart.AskedMax, receipts, Speaks, Absent.Gone);
            ledger.Followed(
                number, report, report.Asked < IBroadcastPart.AskedMax, clock.GetUtcNow());
            return report.Asked;
        }
        catch (Exception failure)
        {
            LogPartFailed(logger, failure.GetType().Name, id, number);
            await Wait(WaitMost);
            return 0;
        }
    }

    // Completed is one thing, settled another: receipts may come for a while after it.
    private async Task<bool> Conclude()
    {
        if (!IsAllSaid)
            return false;
        var since = clock.GetUtcNow() - (lastQueued ?? Now.LastQueued ?? Now.Started!.Value);
        var isKnown = since > FollowFor || (ledger.Total(RecipientOutcome.Queued) == 0
            && (ledger.IsClosed || !IsOver));
        var mayChange = HasReceipts && since <= ReceiptsFor
            && ledger.Total(RecipientOutcome.Sent) + ledger.Total(RecipientOutcome.Unknown) > 0;
        if (!isKnown)
            return false;
        await Alone(async () =>
        {
            var isCompleted = Now.Stage is BroadcastStage.Completed or BroadcastStage.Cancelled;
            if (isCompleted && mayChange)
                return BroadcastAnswer.Done;
            await Write(Now with
            {
                Stage = isCompleted ? Now.Stage : BroadcastStage.Completed,
                Ended = Now.Ended ?? clock.GetUtcNow(),
                LastQueued = lastQueued ?? Now.LastQueued,
                Settled = !mayChange,
            });
            await Tell(Now);
            return BroadcastAnswer.Done;
        });
        return Now.Settled;
    }
}
