using Microsoft.Extensions.Logging;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Broadcasts;

/// <content>
/// Says it: some parts side by side, each to some recipients, at the broadcast's rate. What is
/// under way when it ends is said again later: the order is the same, and changes nothing.
/// </content>
internal sealed partial class BroadcastGrain
{
    /// <summary>How many parts are at work at a time.</summary>
    private const int PartsAtOnce = 4;

    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WaitLeast = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan WaitMost = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TroubleLast = TimeSpan.FromSeconds(30);

    private Task queueing = Task.CompletedTask;
    private Pace pace = null!;
    private EndpointEase? ease;
    private ProactiveOrder? order;
    private string? hold;
    private int troubles;
    private DateTimeOffset checkpointAt;
    private DateTimeOffset? lastQueued;

    private bool IsQueueing => Now.Stage is BroadcastStage.Collecting or BroadcastStage.Running;

    private void EnsureWork()
    {
        if (stop.IsCancellationRequested || !Now.IsActive)
            return;
        if (IsQueueing && queueing.IsCompleted)
            queueing = Work(Queueing);
        if (following.IsCompleted)
            following = Work(Following);
    }

    private async Task Work(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure)
        {
            if (stop.IsCancellationRequested)
                return;
            LogBroken(logger, failure, id);
            await stop.CancelAsync();
            DeactivateOnIdle();
        }
    }

    private bool HasToSay => Now.Stage == BroadcastStage.Running
        && ledger.Total(RecipientOutcome.Waiting) > 0
        && clock.GetUtcNow() < Now.Until;

    private async Task Queueing()
    {
        pace = new Pace(clock.GetUtcNow());
        // It may have been resumed while the last counts were written.
        do
        {
            await Collecting();
            while (HasToSay)
                await Step();
            hold = null;
            await Checkpoint();
        }
        while (HasToSay || Now.Stage == BroadcastStage.Collecting);
    }

    private async Task Step()
    {
        var ready = ledger.ToQueue(clock.GetUtcNow(), PartsAtOnce);
        if (ready.Count == 0)
        {
            // All are left alone for now. Whatever is saved of the rate, nothing can be done with
            // it: without this rest the grain would turn round and answer nobody.
            hold = "unavailable";
            await Wait(WaitMost);
            return;
        }
        await Absent.Look();
        var rate = await RateNow();
        var permits = pace.Take(
            rate, clock.GetUtcNow(), PartsAtOnce * IBroadcastPart.AskedMax);
        if (permits > 0)
            await Say(ready, permits);
        else
            await Wait(rate > 0 ? pace.Next(rate) : WaitMost);
    }

    private async Task<double> RateNow()
    {
        ease ??= new EndpointEase(GrainFactory, clock);
        (var share, hold) = await ease.Share(Absent.Present);
        return Now.Rate * share;
    }

    private async Task Say(IReadOnlyList<(int Number, int Waiting)> ready, int permits)
    {
        order ??= Order();
        var work = new List<Task<PartReport>>();
        var left = permits;
        foreach (var (number, waiting) in ready)
        {
            var most = Math.Min(Math.Min(left, waiting), IBroadcastPart.AskedMax);
            if (most == 0)
                break;
            left -= most;
            work.Add(Say(number, most));
        }
        pace.GiveBack(left);
        lastQueued = clock.GetUtcNow();
        var reports = await Task.WhenAll(work);
        var asked = reports.Sum(report => report.Asked);
        var unavailable = reports.Sum(report => report.Unavailable);
        // A few sessions are busy: they are left for later. Most of them: all has a rest.
        troubles = unavailable * 2 > asked ? troubles + 1 : 0;
        if (troubles > 0)
        {
            hold = "unavailable";
            await Wait(Rest());
        }
        if (clock.GetUtcNow() >= checkpointAt)
            await Checkpoint();
    }

    private async Task<PartReport> Say(int number, int most)
    {
        try
        {
            var report = await Part(Now.Audience, number).Queue(order!, most, Absent.Gone);
            ledger.Queued(number, report, clock.GetUtcNow());
            return report;
        }
        catch (Exception failure)
        {
            // Its node or the store is in trouble; what it said is not known, so it says it again.
            LogPartFailed(logger, failure.GetType().Name, id, number);
            ledger.Failed(number, clock.GetUtcNow());
            return new PartReport([], most, most);
        }
    }

    private TimeSpan Rest()
    {
        var rest = WaitLeast * Math.Pow(2, Math.Min(troubles, 16));
        return rest < TroubleLast ? rest : TroubleLast;
    }

    private ProactiveOrder Order()
    {
        var what = MessageCodec.DecodeInbound(Now.Plan!.What);
        var name = Now.OrderId(id);
        return new ProactiveOrder(name, MessageCodec.Encode(what with
        {
            EventId = name,
            At = Now.Started ?? Now.Created,
        }));
    }

    private Task Wait(TimeSpan time) => Task.Delay(
        time < WaitLeast ? WaitLeast : time > TroubleLast ? TroubleLast : time, clock, stop.Token);

    // The counts on disk are for whoever looks first after a crash: the parts know better.
    private Task<BroadcastAnswer> Checkpoint() => Alone(async () =>
    {
        checkpointAt = clock.GetUtcNow() + CheckpointEvery;
        await Write(Now with { LastQueued = lastQueued ?? Now.LastQueued });
        return BroadcastAnswer.Done;
    });

    [LoggerMessage(LogLevel.Error, "Broadcast {Broadcast} broke; it is read again")]
    private static partial void LogBroken(
        ILogger logger, Exception failure, BroadcastId broadcast);

    [LoggerMessage(
        LogLevel.Warning, "Part {Part} of {Broadcast} failed with {Problem}; it is tried again")]
    private static partial void LogPartFailed(
        ILogger logger, string problem, BroadcastId broadcast, int part);
}
