using Microsoft.Extensions.Logging;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>Brings events of endpoints themselves to the endpoints' grains.</summary>
public sealed partial class EndpointGateway(
    IClusterClient cluster, ILogger<EndpointGateway> logger)
{
    /// <summary>Delivers one event.</summary>
    /// <returns>Whether it is on disk and may be acknowledged.</returns>
    public async Task<bool> Deliver(BotEndpoint endpoint, ParsedItem.FromEndpoint item)
    {
        try
        {
            await cluster.GetGrain<IConnectorEndpoint>(endpoint.Id.ToString()).Notify(
                new EndpointNotice(item.EventId, item.Kind, item.Revokes, item.Json));
            return true;
        }
        catch (Exception failure)
        {
            LogCallFailed(logger, failure);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "An event of an endpoint could not be taken")]
    private static partial void LogCallFailed(ILogger logger, Exception failure);
}
