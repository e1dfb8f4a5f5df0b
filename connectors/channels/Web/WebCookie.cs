using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Knows a browser by Tock's cookie, which here is signed: whoever comes without one gets a new
/// user id. Browsers send cookies with requests of any page, so only those of the allowed pages,
/// and of the endpoint's own origin, are taken.
/// https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
/// </summary>
internal static class WebCookie
{
    public const string Name = "tock_user_id";
    private const string Kind = "cookie";
    private const string SetCookie = "Set-Cookie";

    /// <summary>Half an HMAC: nobody guesses it.</summary>
    private const int UserBytes = 16;

    /// <summary>Browsers keep no cookie for longer, and so do we.</summary>
    private static readonly TimeSpan LifetimeMax =
        TimeSpan.FromSeconds(WebSettings.CookieMaxAgeMax);

    private static readonly Verification.Rejected Foreign =
        new("a page of a foreign origin sent it", 403);

    private static readonly Verification.Rejected Twice = new("the cookie is there twice");

    public static Verification Verify(
        WebhookRequest request, EndpointSettings settings, DateTimeOffset now)
    {
        if (!IsOfAllowedPage(request, settings))
            return Foreign;
        var cookies = Find(request.Header("Cookie") ?? "");
        if (cookies.Count > 1)
            return Twice;
        var verdict = cookies is [var cookie]
            ? WebSigned.Read(Kind, cookie, settings, now)
            : new Verification.Verified(NewUser(request, settings));
        // One that is not taken is taken away: the page could not do it, and would be locked out.
        return verdict is Verification.Verified { User: { } user }
            ? new Verification.Verified(user)
            {
                Headers = Header(request, settings, Value(user, settings, now), Age(settings)),
            }
            : verdict with { Headers = Header(request, settings, "", "0") };
    }

    /// <summary>
    /// Browsers say from which page a request is, and no page can change it. Programs that are
    /// none say nothing; they have no user's cookie either.
    /// </summary>
    private static bool IsOfAllowedPage(WebhookRequest request, EndpointSettings settings)
    {
        var site = request.Header("Sec-Fetch-Site");
        if (site == "same-origin")
            return true;
        if (request.Header("Origin") is not { Length: > 0 } origin)
            return site is null or "none";
        return WebSettings.Origins(settings).Contains(origin.ToLowerInvariant())
            || string.Equals(
                origin,
                request.Url.Value.GetLeftPart(UriPartial.Authority),
                StringComparison.OrdinalIgnoreCase);
    }

    private static List<string> Find(string header)
    {
        var found = new List<string>();
        // Several headers of one name reach us with commas, which no value of ours has.
        foreach (var pair in header.Split(';', ','))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at > 0 && pair[..at].Trim() == Name)
                found.Add(pair[(at + 1)..].Trim());
        }
        return found;
    }

    // A request's id is never the same twice; under the key nobody knows one of another's.
    private static string NewUser(WebhookRequest request, EndpointSettings settings) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(WebSettings.Keys(settings)[0]),
            Encoding.UTF8.GetBytes($"user.{request.Id}.{settings.Endpoint}"))
            .AsSpan(0, UserBytes));

    private static string Value(string user, EndpointSettings settings, DateTimeOffset now)
    {
        var age = settings.Number(WebSettings.CookieMaxAge);
        var lifetime = age > 0 ? TimeSpan.FromSeconds(age) : LifetimeMax;
        return WebSigned.Write(Kind, user, now + lifetime, settings);
    }

    private static string? Age(EndpointSettings settings) =>
        settings.Number(WebSettings.CookieMaxAge) is > 0 and var age
            ? age.ToString(CultureInfo.InvariantCulture)
            : null;

    private static Dictionary<string, string> Header(
        WebhookRequest request, EndpointSettings settings, string value, string? age)
    {
        var path = settings.Text(WebSettings.CookiePath) ?? OwnPath(request);
        return new Dictionary<string, string>
        {
            [SetCookie] = $"{Name}={value}; {(age is null ? "" : $"Max-Age={age}; ")}Path={path}; "
                + "Secure; HttpOnly; SameSite=None",
        };
    }

    /// <summary>The endpoint's own address, so that endpoints of one host keep theirs apart.
    /// </summary>
    private static string OwnPath(WebhookRequest request)
    {
        var path = request.Url.Value.AbsolutePath;
        var rest = "/" + request.Path;
        return path.EndsWith(rest, StringComparison.Ordinal) ? path[..^rest.Length] : path;
    }
}
