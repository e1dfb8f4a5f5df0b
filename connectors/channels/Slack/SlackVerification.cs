using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Checks Slack's signature: HMAC-SHA256 of <c>v0:{timestamp}:{body}</c> under the signing secret.
/// https://docs.slack.dev/authentication/verifying-requests-from-slack
/// </summary>
internal sealed class SlackVerification : IRequestVerifier
{
    /// <summary>How old, or how far ahead of our clock, a request may be, in seconds.</summary>
    private const long AgeMax = 300;

    /// <summary>A timestamp in seconds has 10 digits, and will for some time.</summary>
    private const int TimestampMax = 12;

    private const string Version = "v0=";

    private static readonly Verification.Verified Verified = new();
    private static readonly Verification.Handshake SslCheck = new(WebhookReply.Ok);
    private static readonly Verification.Rejected NoSecret =
        new("no signing secret is set: events come over the socket alone");

    private static readonly Verification.Rejected NoTimestamp = new("the timestamp is missing");
    private static readonly Verification.Rejected NoSignature = new("the signature is missing");
    private static readonly Verification.Rejected BadTimestamp = new("the timestamp is no number");
    private static readonly Verification.Rejected Stale = new("the timestamp is not of now");
    private static readonly Verification.Rejected OtherVersion = new("the signature is not of v0");
    private static readonly Verification.Rejected Wrong = new("the signature is wrong");

    public Verification Verify(
        WebhookRequest request,
        EndpointSettings settings,
        IReadOnlyDictionary<Uri, string> keys,
        DateTimeOffset now)
    {
        if (IsSslCheck(request))
            return SslCheck;
        if (SlackInstall.Verify(request, settings, now) is { } install)
            return install;
        if (settings.Text(SlackSettings.SigningSecret) is not { } secret)
            return NoSecret;
        if (request.Header("X-Slack-Request-Timestamp") is not { Length: > 0 } timestamp)
            return NoTimestamp;
        if (request.Header("X-Slack-Signature") is not { Length: > 0 } signature)
            return NoSignature;
        if (timestamp.Length > TimestampMax
            || !long.TryParse(
                timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return BadTimestamp;
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > AgeMax)
            return Stale;
        if (!signature.StartsWith(Version, StringComparison.Ordinal))
            return OtherVersion;
        return IsSigned(request.Body.Span, timestamp, signature, secret) ? Verified : Wrong;
    }

    private static bool IsSigned(
        ReadOnlySpan<byte> body, string timestamp, string signature, string secret)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (Convert.FromHexString(signature.AsSpan(Version.Length), given, out _, out var length)
                != OperationStatus.Done
            || length != given.Length)
            return false;
        var key = Encoding.UTF8.GetBytes(secret);
        var signed = ArrayPool<byte>.Shared.Rent(TimestampMax + Version.Length + 1 + body.Length);
        try
        {
            var head = Encoding.ASCII.GetBytes($"v0:{timestamp}:", signed);
            body.CopyTo(signed.AsSpan(head));
            Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(key, signed.AsSpan(0, head + body.Length), expected);
            return CryptographicOperations.FixedTimeEquals(expected, given);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(signed);
        }
    }

    /// <summary>
    /// Slack tests the certificate of addresses for commands and clicks with a form that may be
    /// unsigned. Nothing else of it is used, so that nothing can be smuggled in beside it.
    /// </summary>
    private static bool IsSslCheck(WebhookRequest request)
    {
        var body = request.Body.Span;
        if (body.IsEmpty || body[0] == (byte)'{')
            return false;
        foreach (var pair in body.Split((byte)'&'))
            if (body[pair].SequenceEqual("ssl_check=1"u8))
                return true;
        return false;
    }
}
