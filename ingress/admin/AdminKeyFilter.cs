using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// Lets requests with the admin key through: as a bearer token, or, for browsers, as the password
/// of Basic authentication under any user name. Compared in constant time.
/// </summary>
public sealed class AdminKeyFilter(IOptions<AdminOptions> options)
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private readonly byte[]? expected = options.Value.Key is { } key ? Digest(key) : null;

    /// <summary>Passes the request on, or answers it: 404 without a key set, else 401.</summary>
    public async Task Invoke(HttpContext http, RequestDelegate next)
    {
        if (expected is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (Given(http.Request.Headers.Authorization.ToString()) is { } given
            && CryptographicOperations.FixedTimeEquals(Digest(given), expected))
        {
            await next(http);
            return;
        }
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers.WWWAuthenticate = "Basic realm=\"TockOrleans\", Bearer";
    }

    // Digests are of one length, so the comparison tells nothing of the key's.
    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static string? Given(string authorization)
    {
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return authorization[Bearer.Length..].Trim();
        if (!authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
            return null;
        Span<byte> decoded = stackalloc byte[1_024];
        if (!Convert.TryFromBase64String(authorization[Basic.Length..].Trim(), decoded, out var n))
            return null;
        var credentials = Encoding.UTF8.GetString(decoded[..n]);
        var colon = credentials.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : credentials[(colon + 1)..];
    }
}
