using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Knows a user by a token of the site's own login, a JWT under one of its published keys. Which
/// algorithms may be is ours to say, never the token's.
/// https://www.rfc-editor.org/rfc/rfc8725 https://www.rfc-editor.org/rfc/rfc7519
/// </summary>
internal static class WebJwt
{
    /// <summary>The token's parameter in the address of a stream.</summary>
    private const string Parameter = "access_token";

    /// <summary>The longest token, in characters.</summary>
    private const int LengthMax = 8_192;

    private const int PartCount = 3;

    /// <summary>How far the clocks of the two may be apart, in seconds.</summary>
    private const double SkewMax = 60;

    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Others with a type of their own are made for something else.</summary>
    private static readonly string[] Types = ["JWT", "at+jwt", "application/at+jwt"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly Verification.Rejected TooLong = new("the token is too long");
    private static readonly Verification.Rejected NotOne = new("the token is not a signed JWT");
    private static readonly Verification.Rejected Wrong = new("the token's signature is wrong");

    public static Verification Verify(
        WebhookRequest request,
        EndpointSettings settings,
        IReadOnlyDictionary<Uri, string> keys,
        DateTimeOffset now)
    {
        // An address is written to more logs than a header: only a stream has no other way.
        var parameter = request.Path == WebParser.StreamPath ? Parameter : null;
        if (WebBearer.Find(request, parameter, out var token) is { } rejected)
            return rejected;
        if (token.Length > LengthMax)
            return TooLong;
        var parts = token.Split('.');
        if (parts.Length != PartCount || token.AsSpan().ContainsAnyExcept(Letters))
            return NotOne;
        try
        {
            using var header = Read(parts[0]);
            using var claims = Read(parts[1]);
            return Problem(header.RootElement)
                ?? CheckSignature(token, header.RootElement, settings, keys)
                ?? Check(claims.RootElement, settings, now);
        }
        catch (Exception failure) when (failure
            is JsonException or FormatException or InvalidOperationException)
        {
            // Not base64url, not JSON, a name or text that is not Unicode, a claim of another kind.
            return NotOne;
        }
    }

    private static JsonDocument Read(string part) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);

    private static Verification.Rejected? Problem(JsonElement header)
    {
        if (!WebKeys.Algorithms.Contains(Text(header, "alg")))
            return new Verification.Rejected("the token's algorithm is none of those taken");
        if (Text(header, "typ") is { } type
            && !Types.Contains(type, StringComparer.OrdinalIgnoreCase))
            return new Verification.Rejected("the token is of another type");
        if (header.TryGetProperty("crit", out _))
            return new Verification.Rejected("the token asks for what is not known here");
        return Text(header, "kid") is null
            ? new Verification.Rejected("the token does not name its key")
            : null;
    }

    // Null: it is right.
    private static Verification? CheckSignature(
        string token,
        JsonElement header,
        EndpointSettings settings,
        IReadOnlyDictionary<Uri, string> keys)
    {
        var end = token.LastIndexOf('.');
        var address = new Uri(settings.Required(WebSettings.JwksUrl));
        if (!keys.TryGetValue(address, out var document))
            return new Verification.NeedKeys(address);
        return WebKeys.IsSigned(
            document,
            Text(header, "kid")!,
            Text(header, "alg")!,
            Encoding.ASCII.GetBytes(token[..end]),
            Base64Url.DecodeFromChars(token.AsSpan(end + 1))) switch
        {
            true => null,
            false => Wrong,
            null => new Verification.NeedKeys(address),
        };
    }

    private static Verification Check(
        JsonElement claims, EndpointSettings settings, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        if (Text(claims, "iss") != settings.Text(WebSettings.JwtIssuer))
            return new Verification.Rejected("the token is of another issuer");
        if (!IsFor(claims, settings.Required(WebSettings.JwtAudience)))
            return new Verification.Rejected("the token is for another audience");
        if (!claims.TryGetProperty("exp", out var expiry))
            return new Verification.Rejected("the token never expires");
        if (expiry.GetDouble() + SkewMax <= seconds)
            return new Verification.Rejected("the token is expired");
        if (claims.TryGetProperty("nbf", out var start) && start.GetDouble() - SkewMax > seconds)
            return new Verification.Rejected("the token is not valid yet");
        var end = Math.Min(
            expiry.GetDouble() + SkewMax, DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        return WebVerification.Prove(
            Text(claims, settings.Required(WebSettings.JwtUserClaim)),
            DateTimeOffset.FromUnixTimeSeconds((long)end));
    }

    private static bool IsFor(JsonElement claims, string audience) =>
        claims.TryGetProperty("aud", out var given)
        && (given.ValueKind == JsonValueKind.Array
            ? given.EnumerateArray().Any(one => one.ValueEquals(audience))
            : given.ValueEquals(audience));

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
