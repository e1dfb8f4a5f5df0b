using System.Collections.Frozen;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Grains.Senders;

/// <summary>
/// Lets calls through to the hosts a connector declared, and to no other: addresses come from
/// requests, too (reply addresses, files). Tokens travel over https alone, but for a base address
/// that the operator gave as http.
/// </summary>
internal sealed class HostGuard : DelegatingHandler
{
    private const string Below = "*.";

    private readonly FrozenSet<string> exact;
    private readonly FrozenSet<string> plain;
    private readonly string[] suffixes;

    public HostGuard(BotEndpoint endpoint, HttpMessageHandler inner)
        : base(inner)
    {
        var hosts = endpoint.Connector.HostsOf(endpoint.Settings);
        exact = hosts.Where(host => !host.StartsWith(Below, StringComparison.Ordinal))
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        suffixes = [.. hosts.Where(host => host.StartsWith(Below, StringComparison.Ordinal))
            .Select(host => host[1..])];
        plain = endpoint.Connector.Description.Settings
            .Where(field => field.Kind == SettingKind.Url)
            .Select(field => endpoint.Settings.Text(field))
            .OfType<string>()
            .Select(text => new Uri(text))
            .Where(address => address.Scheme == Uri.UriSchemeHttp)
            .Select(address => address.Authority)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <exception cref="HttpRequestException">The host is not one of the connector's.</exception>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { } address && Allows(address)
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException(
                HttpRequestError.ConnectionError, "the host is not one the connector declares");

    private bool Allows(Uri address) => address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || plain.Contains(address.Authority))
        && (exact.Contains(address.Authority)
            || (address.IsDefaultPort && Array.Exists(suffixes, suffix =>
                address.Host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))));
}
