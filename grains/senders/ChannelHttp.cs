using TockOrleans.Connectors.Contract;

namespace TockOrleans.Grains.Senders;

/// <summary>Makes the client that calls an endpoint's channel.</summary>
internal static class ChannelHttp
{
    private static readonly TimeSpan ConnectTimeLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionAgeMax = TimeSpan.FromMinutes(5);

    /// <summary>A client for the hosts the endpoint's connector declares, and no other.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="callTimeLimit">How long a call may take.</param>
    public static HttpClient Create(BotEndpoint endpoint, TimeSpan callTimeLimit)
    {
        var connections = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeLimit,
            PooledConnectionLifetime = ConnectionAgeMax,
            // Who called whom inside the platform is nobody's business outside.
            ActivityHeadersPropagator = null,
        };
        return new HttpClient(new HostGuard(endpoint, connections)) { Timeout = callTimeLimit };
    }
}
