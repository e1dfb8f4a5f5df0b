using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Checks Meta's signature, the HMAC-SHA256 of the body under the app secret, and answers the test
/// of the address. The older signature by SHA-1 is not looked at.
/// https://developers.facebook.com/docs/messenger-platform/webhooks#validate-payloads
/// </summary>
internal sealed class MessengerVerification : IRequestVerifier
{
    private const string Prefix = "sha256=";

    /// <summary>Longer than any challenge of Meta's.</summary>
    private const int ChallengeMax = 200;

    private const int Forbidden = 403;

    private static readonly Verification.Verified Verified = new();
    private static readonly Verification.Rejected NoSignature = new("the signature is missing");
    private static readonly Verification.Rejected Odd = new("the signature is not of SHA-256");
    private static readonly Verification.Rejected Wrong = new("the signature is wrong");

    private static readonly Verification.Rejected NoTest =
        new("only Meta's test of the address is taken by GET", Forbidden);

    private static readonly Verification.Rejected OtherToken =
        new("the verify token is wrong", Forbidden);

    private static readonly Dictionary<string, string> Plainly =
        new() { ["X-Content-Type-Options"] = "nosniff" };

    public Verification Verify(
        WebhookRequest request,
        EndpointSettings settings,
        IReadOnlyDictionary<Uri, string> keys,
        DateTimeOffset now)
    {
        if (request.Method == "GET")
            return Test(request.Query, settings);
        if (request.Header("X-Hub-Signature-256") is not { Length: > 0 } signature)
            return NoSignature;
        if (!signature.StartsWith(Prefix, StringComparison.Ordinal))
            return Odd;
        return IsSigned(request.Body.Span, signature.AsSpan(Prefix.Length), settings)
            ? Verified
            : Wrong;
    }

    private static Verification Test(string query, EndpointSettings settings)
    {
        if (Value(query, "hub.mode") != "subscribe"
            || Value(query, "hub.verify_token") is not { } token
            || Value(query, "hub.challenge") is not { Length: > 0 and <= ChallengeMax } challenge
            || !challenge.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
            return NoTest;
        // Hashes have one length, so that not even that of the token is told.
        return CryptographicOperations.FixedTimeEquals(
            Hash(token), Hash(settings.Required(MessengerSettings.VerifyToken)))
                ? new Verification.Handshake(new WebhookReply(
                    200, "text/plain", Encoding.ASCII.GetBytes(challenge), Plainly))
                : OtherToken;
    }

    private static bool IsSigned(
        ReadOnlySpan<byte> body, ReadOnlySpan<char> signature, EndpointSettings settings)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (Convert.FromHexString(signature, given, out var read, out var length)
                != OperationStatus.Done
            || length != given.Length || read != signature.Length)
            return false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var key = Encoding.UTF8.GetBytes(settings.Required(MessengerSettings.AppSecret));
        HMACSHA256.HashData(key, body, expected);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string? Value(string query, string name)
    {
        foreach (var pair in query.Split('&'))
            if (pair.Length > name.Length && pair[name.Length] == '='
                && pair.StartsWith(name, StringComparison.Ordinal))
                return WebUtility.UrlDecode(pair[(name.Length + 1)..]);
        return null;
    }
}
