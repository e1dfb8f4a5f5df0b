using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Recovery;

/// <summary>
/// Takes up what a crash left unfinished: every few seconds it asks the store for sessions whose
/// time has come and wakes them. A session that is awake says that it is.
/// </summary>
public sealed partial class RecoveryService(
    ISessionStore store, IGrainFactory grains, TimeProvider clock, ILogger<RecoveryService> logger)
    : BackgroundService
{
    private const int BatchMax = 500;
    private const int SettleMax = 1_000;
    private const int Parallelism = 32;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var woken = 0;
            try
            {
                woken = await Sweep(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(logger, failure);
            }
            // A full batch has more behind it.
            await Task.Delay(woken < BatchMax ? Interval : Breath, clock, stoppingToken);
        }
    }

    private async Task<int> Sweep(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        while (await store.SettleDue(now, SettleMax) == SettleMax)
            stop.ThrowIfCancellationRequested();
        var due = await store.FindDue(now, BatchMax);
        // Side by side: a session that does not answer holds up only itself.
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stop },
            async (session, _) => await Wake(session));
        if (due.Count > 0)
            LogWoken(logger, due.Count);
        return due.Count;
    }

    private async Task Wake(SessionId session)
    {
        try
        {
            await grains.GetGrain<IUserSession>(session.ToString()).Recover();
        }
        catch (Exception failure)
        {
            LogNotWoken(logger, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A session could not be woken; it is tried again")]
    private static partial void LogNotWoken(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Information, "Woke {Count} sessions with unfinished work")]
    private static partial void LogWoken(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Looking for unfinished work failed; it is tried again")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
