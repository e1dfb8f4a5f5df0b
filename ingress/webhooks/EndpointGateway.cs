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
            var notice = new EndpointNotice(item.EventId, item.Kind, item.Revokes, item.Json);
            await (item.Account is { } account
                ? cluster.GetGrain<IEndpointAccount>($"{endpoint.Id}/{account}").Notify(notice)
                : cluster.GetGrain<IConnectorEndpoint>(endpoint.Id.ToString()).Notify(notice));
            return true;
        }
        catch (Exception failure)
        {
            LogCallFailed(logger, failure);
            return false;
        }
    }

    /// <summary>Installs the endpoint's app in an account of its channel.</summary>
    /// <returns>What whoever installs it is shown.</returns>
    public async Task<WebhookReply> Install(BotEndpoint endpoint, ParseResult.Install install)
    {
        var accounts = endpoint.Connector.Accounts!;
        try
        {
            return accounts.Answer(await cluster
                .GetGrain<IConnectorEndpoint>(endpoint.Id.ToString()).Install(install.Code));
        }
        catch (Exception failure)
        {
            LogCallFailed(logger, failure);
            return accounts.Answer("not now");
        }
    }

    [LoggerMessage(LogLevel.Warning, "An event of an endpoint could not be taken")]
    private static partial void LogCallFailed(ILogger logger, Exception failure);
}
