using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace TockOrleans.Ingress.Limits;

/// <summary>
/// The proxies in front of the door. What <c>X-Forwarded-For</c> says is believed of them alone:
/// anybody else could be any address by it.
/// </summary>
public static class DeclaredProxies
{
    /// <summary>
    /// Takes the address of a request that came through declared proxies from its header: the last
    /// one that is no declared proxy's. To be called before all that looks at addresses.
    /// </summary>
    public static IApplicationBuilder UseDeclaredProxies(this IApplicationBuilder app)
    {
        var declared = app.ApplicationServices
            .GetRequiredService<IOptions<IngressOptions>>().Value.Proxies;
        if (declared.Count == 0)
            return app;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor,
            // As far back as there are declared ones.
            ForwardLimit = null,
        };
        // They hold this machine's own addresses, which are declared as any other.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in declared)
            options.KnownIPNetworks.Add(Read(proxy)!.Value);
        return app.UseForwardedHeaders(options);
    }

    /// <summary>An address or a network (<c>10.0.0.0/8</c>); null: it is neither.</summary>
    internal static IPNetwork? Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
            : IPAddress.TryParse(text, out var address)
                ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
                : null;
}
