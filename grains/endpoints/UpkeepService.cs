using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Endpoints;

/// <summary>
/// Reminds the grains of endpoints whose connector looks after them: on every node, for any may be
/// the last one. The grain knows whether it is time.
/// </summary>
public sealed partial class UpkeepService(
    IGrainFactory grains,
    EndpointDirectory endpoints,
    TimeProvider clock,
    ILogger<UpkeepService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var endpoint in endpoints.All)
                if (endpoint.Connector.Upkeep is not null)
                    await Remind(endpoint.Id);
    }

    private async Task Remind(EndpointId endpoint)
    {
        try
        {
            await grains.GetGrain<IConnectorEndpoint>(endpoint.ToString()).Tend();
        }
        catch (Exception failure)
        {
            LogNotReminded(logger, failure.GetType().Name, endpoint);
        }
    }

    [LoggerMessage(
        LogLevel.Debug, "{Failure}: {Endpoint} was not looked after; it is tried again")]
    private static partial void LogNotReminded(
        ILogger logger, string failure, EndpointId endpoint);
}
