using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// Knows keys by their digests: as a bearer token, or, for browsers, as the password of Basic
/// authentication under any user name. Compared in constant time, and with all of them.
/// </summary>
internal sealed class AdminKeys(IOptions<AdminOptions> options)
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private readonly (byte[] Digest, AdminCaller Caller)[] keys = [.. Read(options.Value)];

    /// <summary>Whether there is any.</summary>
    public bool Any => keys.Length > 0;

    /// <summary>Whose key it is; null: nobody's.</summary>
    public AdminCaller? Find(string authorization)
    {
        if (Given(authorization) is not { } given)
            return null;
        // Digests are of one length, so a comparison tells nothing of a key's.
        var digest = Digest(given);
        AdminCaller? found = null;
        foreach (var key in keys)
            if (CryptographicOperations.FixedTimeEquals(digest, key.Digest))
                found = key.Caller;
        return found;
    }

    private static IEnumerable<(byte[], AdminCaller)> Read(AdminOptions options)
    {
        if (options.Key is { } key)
            yield return (Digest(key), new AdminCaller(AdminOptions.KeyName, AdminRole.Admin));
        foreach (var one in options.Keys)
            yield return (
                one.Key is { } text ? Digest(text) : Convert.FromHexString(one.Sha256!),
                new AdminCaller(one.Name!, one.Roles.Aggregate(
                    AdminRole.None, (all, name) => all | AdminRoles.Read(name)!.Value)));
    }

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
