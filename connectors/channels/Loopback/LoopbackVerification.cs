using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Loopback;

/// <summary>
/// Checks <c>X-Loopback-Signature: v1=hex(HMAC-SHA256(secret, "{timestamp}." + raw body))</c> and
/// that its timestamp is near the present.
/// </summary>
internal sealed class LoopbackVerification : IRequestVerifier
{
    private const string TimestampHeader = "X-Loopback-Timestamp";

    private const string SignatureHeader = "X-Loopback-Signature";

    private const string Version = "v1=";

    /// <summary>How far a request may be signed in the past or the future, in seconds.</summary>
    private const long WindowSeconds = 300;

    /// <summary>More digits than any time has.</summary>
    private const int TimestampLengthMax = 15;

    private static readonly Verification.Verified Good = new();

    public Verification Verify(
        WebhookRequest request,
        EndpointSettings settings,
        IReadOnlyDictionary<Uri, string> keys,
        DateTimeOffset now)
    {
        if (request.Header(TimestampHeader) is not { } timestamp)
            return new Verification.Rejected($"{TimestampHeader} is missing");
        if (request.Header(SignatureHeader) is not { } signature)
            return new Verification.Rejected($"{SignatureHeader} is missing");
        if (timestamp.Length > TimestampLengthMax
            || !long.TryParse(
                timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return new Verification.Rejected($"{TimestampHeader} is not a time in unix seconds");
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > WindowSeconds)
            return new Verification.Rejected(
                $"{TimestampHeader} is more than {WindowSeconds} seconds from the present");
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (!IsWellFormed(signature, given))
            return new Verification.Rejected(
                $"{SignatureHeader} is not {Version} and 64 hex digits");
        return CryptographicOperations.FixedTimeEquals(given, Sign(request, settings, timestamp))
            ? Good
            : new Verification.Rejected("the signature does not match");
    }

    private static bool IsWellFormed(string signature, Span<byte> bytes) =>
        signature.Length == Version.Length + (2 * bytes.Length)
        && signature.StartsWith(Version, StringComparison.Ordinal)
        && Convert.FromHexString(signature.AsSpan(Version.Length), bytes, out _, out _)
            == System.Buffers.OperationStatus.Done;

    private static byte[] Sign(
        WebhookRequest request, EndpointSettings settings, string timestamp)
    {
        var secret = Encoding.UTF8.GetBytes(settings.Required(LoopbackSettings.SigningSecret));
        using var signing = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        signing.AppendData(Encoding.ASCII.GetBytes(timestamp + "."));
        signing.AppendData(request.Body.Span);
        return signing.GetHashAndReset();
    }
}
