using TockOrleans.Connectors.Contract;

namespace TockOrleans.Grains.Senders;

/// <summary>Lets calls through to the hosts a connector declared, and to no other.</summary>
internal sealed class HostGuard(BotEndpoint endpoint, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    private readonly AllowedHosts hosts =
        new(endpoint, endpoint.Connector.HostsOf(endpoint.Settings));

    /// <exception cref="HttpRequestException">The host is not one of the connector's.</exception>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { } address && hosts.Allow(address)
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException(
                HttpRequestError.ConnectionError, "the host is not one the connector declares");
}
