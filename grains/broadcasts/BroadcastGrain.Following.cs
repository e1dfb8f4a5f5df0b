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

    private static readonly TimeSpan BetweenAsks =
        TimeSpan.FromSeconds((double)IBroadcastPart.AskedMax / AskedPerSecond);

    private bool? speaks;
    private Task following = Task.CompletedTask;

    private bool IsAllSaid =>
        queueing.IsCompleted && (Now.Stage == BroadcastStage.Running
            ? !HasToSay
            : Now.Stage is BroadcastStage.Completed or BroadcastStage.Cancelled);

    private async Task Following()
    {
        var asked = 0;
        while (!Now.Settled)
        {
            var now = clock.GetUtcNow();
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
                .Follow(Now.OrderId(id), IBroadcastPart.AskedMax, receipts, Speaks);
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
        var isKnown = ledger.Total(RecipientOutcome.Queued) == 0 || since > FollowFor;
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
