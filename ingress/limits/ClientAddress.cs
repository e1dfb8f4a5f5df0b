using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace TockOrleans.Ingress.Limits;

/// <summary>What is taken for one remote address where requests and streams are counted.</summary>
internal static class ClientAddress
{
    // Whoever has one address of version 6 has all that begin with the same 64 bits.
    private const int NetworkBytes = 8;

    /// <summary>
    /// The address a request comes from, as <see cref="DeclaredProxies"/> has it; of version 6 its
    /// network. Null: from this machine itself, which is the operator or a proxy of theirs.
    /// </summary>
    public static string? Of(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }
}
