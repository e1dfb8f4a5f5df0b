using TockOrleans.Connectors.Contract;

namespace TockOrleans.Ingress.Connections;

/// <summary>
/// Lets a connection go to the hosts it declared, and to no other: its address is the channel's
/// answer to a call.
/// </summary>
internal sealed class ConnectionGuard : DelegatingHandler
{
    private static readonly TimeSpan ConnectTimeLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CallTimeLimit = TimeSpan.FromSeconds(10);

    private readonly AllowedHosts hosts;

    private ConnectionGuard(AllowedHosts hosts, HttpMessageHandler inner)
        : base(inner) => this.hosts = hosts;

    /// <summary>A client for an endpoint's connection.</summary>
    public static HttpClient Client(BotEndpoint endpoint)
    {
        var connections = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeLimit,
            ActivityHeadersPropagator = null,
        };
        var hosts = new AllowedHosts(endpoint, endpoint.Connection!.HostsOf(endpoint.Settings));
        return new HttpClient(new ConnectionGuard(hosts, connections)) { Timeout = CallTimeLimit };
    }

    /// <exception cref="HttpRequestException">The host is not one of the connection's.</exception>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { } address && hosts.Allow(address)
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException(
                HttpRequestError.ConnectionError, "the host is not one the connection declares");
}
