using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TockOrleans.Simulators.Slack;

/// <summary>
/// Signs as Slack does: https://docs.slack.dev/authentication/verifying-requests-from-slack.
/// </summary>
public static class SlackSigner
{
    /// <summary>The header with the time of signing, in Unix seconds.</summary>
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "X-Slack-Signature";

    /// <summary>
    /// <c>v0=</c> and the HMAC-SHA256, in lower-case hex, of <c>v0:{timestamp}:</c> and the body.
    /// </summary>
    public static string Sign(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"v0:{timestamp}:")));
        hash.AppendData(body);
        return "v0=" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
