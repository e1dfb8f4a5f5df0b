using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Broadcasts;

/// <summary>
/// A broadcast's one head: it knows how far each of its parts is and lets them go on at its rate.
/// Reentrant, so that it answers while it works; what is stored is changed by one at a time.
/// </summary>
[Reentrant]
internal sealed partial class BroadcastGrain(
    [PersistentState("broadcast", GrainStorage.Name)]
    IPersistentState<BroadcastRecord> state,
    EndpointDirectory endpoints,
    IConversationArchive archive,
    TimeProvider clock,
    ILogger<BroadcastGrain> logger) : Grain, IBroadcast, IDisposable
{
    private const string NotADraft = "it was started already";

    private readonly SemaphoreSlim changing = new(1);
    private readonly CancellationTokenSource stop = new();
    private BroadcastId id;
    private PartLedger ledger = new();
    private AbsentEndpoints? absent;

    private BroadcastRecord Now => state.State;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        id = BroadcastId.Parse(this.GetPrimaryKeyString());
        Reload();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(
        DeactivationReason reason, CancellationToken cancellationToken) =>
        await stop.CancelAsync();

    /// <inheritdoc/>
    public async Task<BroadcastAnswer> Create(BroadcastPlan plan)
    {
        var now = clock.GetUtcNow();
        if (await PlanCheck.Problem(id, plan, endpoints, now) is { } problem)
            return new BroadcastAnswer(BroadcastAnswerStatus.Invalid, problem);
        return await Alone(async () =>
        {
            if (Now.Plan is { } known)
                return PlanCheck.IsSame(known, plan)
                    ? BroadcastAnswer.Done
                    : Conflict("another one of that name is there");
            var created = new BroadcastRecord { Plan = plan, Rate = plan.Rate, Created = now };
            if (!await Tell(created))
                return new BroadcastAnswer(
                    BroadcastAnswerStatus.Full,
                    $"there are {IBroadcasts.BroadcastsMax} broadcasts already: remove old ones");
            await Write(created);
            return BroadcastAnswer.Done;
        });
    }

    /// <inheritdoc/>
    public Task<BroadcastAnswer> Start() => Change(async () =>
    {
        if (Now.Stage is BroadcastStage.Collecting or BroadcastStage.Running)
            return BroadcastAnswer.Done;
        if (Now.Stage != BroadcastStage.Draft)
            return Conflict(NotADraft);
        var isUploaded = Now.Plan!.Query is null;
        if (isUploaded && ledger.Count == 0)
            return Conflict("it has no recipients yet");
        await GiveUpUpload();
        var started = Now with
        {
            Stage = isUploaded ? BroadcastStage.Running : BroadcastStage.Collecting,
            Collected = isUploaded,
            Audience = isUploaded ? Now.Audience : Now.LatestAudience + 1,
            LatestAudience = isUploaded ? Now.LatestAudience : Now.LatestAudience + 1,
            Started = clock.GetUtcNow(),
        };
        if (!await Tell(started))
            return new BroadcastAnswer(
                BroadcastAnswerStatus.Full,
                $"{IBroadcasts.ActiveMax} broadcasts are at work already");
        await Write(started);
        return BroadcastAnswer.Done;
    });

    /// <inheritdoc/>
    public Task<BroadcastAnswer> Pause() => Change(async () =>
    {
        if (Now.Stage is BroadcastStage.Collecting or BroadcastStage.Running)
            await Write(Now with { Stage = BroadcastStage.Paused });
        return Now.Stage == BroadcastStage.Paused
            ? BroadcastAnswer.Done
            : Conflict("it is not at work");
    });

    /// <inheritdoc/>
    public Task<BroadcastAnswer> Resume() => Change(async () =>
    {
        if (Now.Stage == BroadcastStage.Paused)
            await Write(Now with
            {
                Stage = Now.Collected ? BroadcastStage.Running : BroadcastStage.Collecting,
            });
        return Now.Stage is BroadcastStage.Collecting or BroadcastStage.Running
            ? BroadcastAnswer.Done
            : Conflict("it is not paused");
    });

    /// <inheritdoc/>
    public Task<BroadcastAnswer> Cancel() => Change(async () =>
    {
        if (Now.Stage == BroadcastStage.Completed)
            return Conflict("it is completed");
        if (Now.Stage != BroadcastStage.Cancelled)
        {
            await GiveUpUpload();
            await Write(Now with
            {
                Stage = BroadcastStage.Cancelled,
                Ended = clock.GetUtcNow(),
                Settled = Now.Stage == BroadcastStage.Draft,
            });
            await Tell(Now);
        }
        return BroadcastAnswer.Done;
    });

    /// <inheritdoc/>
    public Task<BroadcastAnswer> ChangeRate(int rate) => Change(async () =>
    {
        if (PlanCheck.OfRate(rate) is { } problem)
            return new BroadcastAnswer(BroadcastAnswerStatus.Invalid, problem);
        if (rate != Now.Rate)
            await Write(Now with { Rate = rate });
        return BroadcastAnswer.Done;
    });

    /// <inheritdoc/>
    public Task<BroadcastProgress?> Get() => Task.FromResult(Now.Plan is not { } plan
        ? null
        : new BroadcastProgress(
            plan with { Rate = Now.Rate },
            Now.Stage,
            ledger.Recipients,
            Enum.GetValues<RecipientOutcome>().ToDictionary(one => one, ledger.Total),
            Now.Created,
            Now.Started,
            Now.Ended,
            Now.Settled,
            Now.Problem ?? (IsQueueing ? hold : null)));

    /// <inheritdoc/>
    public async Task<BroadcastAnswer> Remove()
    {
        var answer = await Change(async () =>
        {
            if (Now.Stage != BroadcastStage.Draft && !Now.Settled)
                return Conflict("it is at work: cancel it, and wait until it is settled");
            await GiveUpUpload();
            // One more: while recipients are looked for, a part is filled before it is counted.
            await Drop(Now.Audience, ledger.Count + 1);
            await state.ClearStateAsync();
            Reload();
            return BroadcastAnswer.Done;
        });
        // Also where it is not there: a crash may have left its name.
        await Registry.Remove(id.ToString());
        return answer;
    }

    /// <inheritdoc/>
    public async Task Wake()
    {
        EnsureWork();
        if (!Now.IsActive)
            await Alone(async () =>
            {
                // A crash came between the last word on disk and the telling of it.
                if (Now.Plan is null)
                    await Registry.Remove(id.ToString());
                else
                    await Tell(Now);
                return BroadcastAnswer.Done;
            });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        changing.Dispose();
        stop.Dispose();
    }

    private IBroadcasts Registry => GrainFactory.GetGrain<IBroadcasts>(IBroadcasts.Key);

    private AbsentEndpoints Absent => absent ??= new AbsentEndpoints(
        [.. Now.Plan!.Endpoints.Select(endpoint =>
            new EndpointId(id.Namespace, id.Bot, endpoint))],
        endpoints,
        clock);

    private static BroadcastAnswer Conflict(string problem) =>
        new(BroadcastAnswerStatus.Conflict, problem);

    private void Reload()
    {
        ledger = new PartLedger();
        foreach (var counts in Now.Parts)
            ledger.Add(counts);
        absent = null;
    }

    private Task<bool> Tell(BroadcastRecord record) => Registry.Put(new BroadcastSummary(
        id.ToString(), record.Stage, record.Created, record.IsActive, record.Plan?.Title));

    private Task<BroadcastAnswer> Change(Func<Task<BroadcastAnswer>> change) =>
        Alone(async () =>
        {
            if (Now.Plan is null)
                return BroadcastAnswer.Missing;
            var answer = await change();
            EnsureWork();
            return answer;
        });

    private async Task<BroadcastAnswer> Alone(Func<Task<BroadcastAnswer>> change)
    {
        await changing.WaitAsync();
        try
        {
            return await change();
        }
        finally
        {
            changing.Release();
        }
    }

    private async Task Write(BroadcastRecord next)
    {
        state.State = next with { Parts = ledger.Counts };
        try
        {
            await state.WriteStateAsync();
        }
        catch (Exception failure)
        {
            // It may be on disk all the same: the next activation reads what there is.
            LogNotWritten(logger, failure, id);
            await stop.CancelAsync();
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Error, "Broadcast {Broadcast} could not be written; it is read again")]
    private static partial void LogNotWritten(
        ILogger logger, Exception failure, BroadcastId broadcast);
}
