using System.Collections.Frozen;

namespace TockOrleans.Connectors.Contract;

/// <summary>
/// Where an endpoint may call: the hosts its connector declares, and no other, for addresses come
/// from requests, too (reply addresses, files, sockets). Tokens travel encrypted alone, but for a
/// base address that the operator gave as http.
/// </summary>
public sealed class AllowedHosts
{
    private const string Below = "*.";

    private readonly FrozenSet<string> exact;
    private readonly FrozenSet<string> plain;
    private readonly string[] suffixes;

    /// <summary>Those of an endpoint.</summary>
    /// <param name="endpoint">The endpoint, for its base addresses.</param>
    /// <param name="hosts">The hosts, as <see cref="Connector.HostsOf"/> writes them.</param>
    public AllowedHosts(BotEndpoint endpoint, IReadOnlyList<string> hosts)
    {
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

    /// <summary>Whether an address may be called.</summary>
    /// <param name="address">An absolute address.</param>
    public bool Allow(Uri address) => address.UserInfo.Length == 0
        && (IsEncrypted(address) || plain.Contains(address.Authority))
        && (exact.Contains(address.Authority)
            || (address.IsDefaultPort && Array.Exists(suffixes, suffix =>
                address.Host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))));

    private static bool IsEncrypted(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeWss;
}
