using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Semaphore;

/// <summary>
/// Checks the signature of a request over its raw body, in constant time, and that it was signed
/// near the present, so that nobody can send a recorded one again.
/// </summary>
internal sealed class SemaphoreVerification : IRequestVerifier
{
    private const string TimestampHeader = "X-Semaphore-Timestamp";

    private const string SignatureHeader = "X-Semaphore-Signature";

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
        var expected = Sign(request, settings, timestamp);
        var given = new byte[expected.Length];
        if (Convert.FromHexString(signature, given, out _, out var length) != OperationStatus.Done
            || length != given.Length)
            return new Verification.Rejected(
                $"{SignatureHeader} is not {2 * given.Length} hex digits");
        return CryptographicOperations.FixedTimeEquals(given, expected)
            ? Good
            : new Verification.Rejected("the signature does not match");
    }

    /// <summary>HMAC-SHA256 of the timestamp, a dot and the bytes of the body.</summary>
    private static byte[] Sign(
        WebhookRequest request, EndpointSettings settings, string timestamp)
    {
        var secret = Encoding.UTF8.GetBytes(settings.Required(SemaphoreSettings.SigningSecret));
        using var signing = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        signing.AppendData(Encoding.ASCII.GetBytes(timestamp + "."));
        signing.AppendData(request.Body.Span);
        return signing.GetHashAndReset();
    }
}
