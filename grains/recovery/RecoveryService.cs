using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TockOrleans.GrainInterfaces;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Recovery;

/// <summary>
/// Takes up what a crash left unfinished: every few seconds it asks the store for sessions whose
/// lease ran out and wakes them. A session that is awake does nothing of it.
/// </summary>
public sealed partial class RecoveryService(
    ISessionStore store, IGrainFactory grains, TimeProvider clock, ILogger<RecoveryService> logger)
    : BackgroundService
{
    private const int BatchMax = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await Sweep();
            }
            catch (Exception failure)
            {
                LogFailure(logger, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Sweep()
    {
        var due = await store.FindDue(clock.GetUtcNow(), BatchMax);
        foreach (var session in due)
            await grains.GetGrain<IUserSession>(session.ToString()).Recover();
        if (due.Count > 0)
            LogWoken(logger, due.Count);
    }

    [LoggerMessage(LogLevel.Information, "Woke {Count} sessions with unfinished work")]
    private static partial void LogWoken(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Looking for unfinished work failed; it is tried again")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
