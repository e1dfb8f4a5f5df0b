using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TockOrleans.Hosting.Tests;

/// <summary>What the page of the web channel tells a site to do.</summary>
internal static class LinkToken
{
    public static string Make(string user, DateTimeOffset until, string secret, string endpoint)
    {
        var head = $"tock.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(user))}"
            + $".{until.ToUnixTimeSeconds()}";
        var mac = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{head}.{endpoint}"));
        return $"{head}.{Base64Url.EncodeToString(mac)}";
    }
}
