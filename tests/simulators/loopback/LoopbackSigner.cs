using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TockOrleans.Simulators.Loopback;

/// <summary>Signs what the loopback channel sends.</summary>
public static class LoopbackSigner
{
    /// <summary>The header with the time of signing, in Unix seconds.</summary>
    public const string TimestampHeader = "X-Loopback-Timestamp";

    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "X-Loopback-Signature";

    /// <summary>
    /// <c>v1=</c> and the HMAC-SHA256, in lower-case hex, of <c>{timestamp}.</c> and the body.
    /// </summary>
    public static string Sign(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(
            timestamp.ToString(CultureInfo.InvariantCulture) + "."));
        hash.AppendData(body);
        return "v1=" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
