using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.NewChannel;

/// <summary>
/// Checks the signature of a request over its raw body, in constant time, and that it was signed
/// near the present, so that nobody can send a recorded one again.
/// </summary>
internal sealed class NewChannelVerification : IRequestVerifier
{
    private const string TimestampHeader = "X-NewChannel-Timestamp";

    private const string SignatureHeader = "X-NewChannel-Signature";

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
        if (Sign(request, settings, timestamp) is not { Length: > 0 } expected)
            return new Verification.Rejected(
                "NewChannelVerification.Sign is not written yet: every request is refused");
        var given = new byte[expected.Length];
        if (Convert.FromHexString(signature, given, out _, out var length) != OperationStatus.Done
            || length != given.Length)
            return new Verification.Rejected(
                $"{SignatureHeader} is not {2 * given.Length} hex digits");
        return CryptographicOperations.FixedTimeEquals(given, expected)
            ? Good
            : new Verification.Rejected("the signature does not match");
    }

    /// <summary>
    /// Signs as the vendor documents it: an HMAC under the secret over the timestamp and the bytes
    /// of the body as they came, never over what was parsed of them. Not written yet: nothing.
    /// </summary>
    private static byte[] Sign(
        WebhookRequest request, EndpointSettings settings, string timestamp) => [];
}
