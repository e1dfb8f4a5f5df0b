using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Retention;

/// <summary>
/// Reminds the grain of what is to go: on every node, for any may be the last one. Between two
/// steps it takes a breath, so that the store is the conversations' first of all.
/// </summary>
public sealed partial class RetentionService(
    IGrainFactory grains, TimeProvider clock, ILogger<RetentionService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var goesOn = false;
            try
            {
                goesOn = await grains.GetGrain<IRetention>(IRetention.Key).Step();
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, failure);
            }
            await Task.Delay(goesOn ? Breath : Interval, clock, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Error, "Removing what is old failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
