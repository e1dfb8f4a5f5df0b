using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Broadcasts;

/// <summary>
/// Takes up the broadcasts that a crash left: every few seconds it wakes those with work left. One
/// that is at work stays in memory by it. Old ones it forgets.
/// </summary>
public sealed partial class BroadcastService(
    IGrainFactory grains,
    IOptions<BroadcastOptions> options,
    TimeProvider clock,
    ILogger<BroadcastService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Sweep();
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(logger, failure);
            }
            await Task.Delay(Interval, clock, stoppingToken);
        }
    }

    private async Task Sweep()
    {
        var known = await grains.GetGrain<IBroadcasts>(IBroadcasts.Key).List();
        await Task.WhenAll(known.Where(one => one.Active).Select(Wake));
        var old = clock.GetUtcNow() - options.Value.KeptFor;
        foreach (var one in known.Where(one => !one.Active && one.Created < old))
        {
            await grains.GetGrain<IBroadcast>(one.Name).Remove();
            LogForgotten(logger, one.Name);
        }
    }

    private async Task Wake(BroadcastSummary broadcast)
    {
        try
        {
            await grains.GetGrain<IBroadcast>(broadcast.Name).Wake();
        }
        catch (Exception failure)
        {
            LogNotWoken(logger, failure, broadcast.Name);
        }
    }

    [LoggerMessage(LogLevel.Information, "Broadcast {Name} is old; it is forgotten")]
    private static partial void LogForgotten(ILogger logger, string name);

    [LoggerMessage(LogLevel.Warning, "Broadcast {Name} could not be woken; it is tried again")]
    private static partial void LogNotWoken(ILogger logger, Exception failure, string name);

    [LoggerMessage(LogLevel.Error, "Looking for broadcasts failed; it is tried again")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
