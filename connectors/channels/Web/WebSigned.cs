using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// A text that says who a user is, until when, signed for one endpoint:
/// <c>{kind}.{user}.{expires}.{signature}</c>, the user and the HMAC-SHA256 in base64url, the time
/// in seconds since 1970. Signed is what stands before the signature, a dot and the endpoint, so
/// that neither another endpoint nor another kind takes it.
/// </summary>
internal static class WebSigned
{
    /// <summary>Longer than that of any user id there may be.</summary>
    private const int LengthMax = 2_048;

    private const int PartCount = 4;

    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly Verification.Rejected TooLong = new("the signed user is too long");
    private static readonly Verification.Rejected NotOne = new("the signed user is malformed");
    private static readonly Verification.Rejected Wrong =
        new("the signature of the user is wrong");

    private static readonly Verification.Rejected Expired = new("the signed user is expired");

    public static string Write(
        string kind, string user, DateTimeOffset expires, EndpointSettings settings)
    {
        var time = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var head = $"{kind}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(user))}.{time}";
        var mac = Sign(head, settings, WebSettings.Keys(settings)[0]);
        return $"{head}.{Base64Url.EncodeToString(mac)}";
    }

    /// <summary>The user it proves and until when; or what is wrong with it.</summary>
    public static Verification Read(
        string kind, string text, EndpointSettings settings, DateTimeOffset now)
    {
        if (text.Length > LengthMax)
            return TooLong;
        var parts = text.Split('.');
        if (parts.Length != PartCount || parts[0] != kind
            || text.AsSpan().ContainsAnyExcept(Letters)
            || !Base64Url.IsValid(parts[1]) || !Base64Url.IsValid(parts[3])
            || !long.TryParse(
                parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return NotOne;
        if (!IsSigned(text[..text.LastIndexOf('.')], parts[3], settings))
            return Wrong;
        var expires = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (expires <= now)
            return Expired;
        var user = Base64Url.DecodeFromChars(parts[1]);
        return Utf8.IsValid(user)
            ? WebVerification.Prove(Encoding.UTF8.GetString(user), expires)
            : NotOne;
    }

    // All keys are tried, whichever it is.
    private static bool IsSigned(string head, string signature, EndpointSettings settings)
    {
        var given = Base64Url.DecodeFromChars(signature);
        var isSigned = false;
        foreach (var key in WebSettings.Keys(settings))
            isSigned |= CryptographicOperations.FixedTimeEquals(Sign(head, settings, key), given);
        return isSigned;
    }

    private static byte[] Sign(string head, EndpointSettings settings, string key) =>
        HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{head}.{settings.Endpoint}"));
}
