using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// The way of a browser through an installation: from <c>…/install</c> to Slack, and back to
/// <c>…/oauth</c>. What it brings back is signed, expires, and counts in that browser alone, so
/// that nobody is led to install for somebody else. The app has one redirect URL: Slack takes it.
/// </summary>
internal static class SlackInstall
{
    private const string InstallPath = "install";
    private const string CallbackPath = "oauth";
    private const string Cookie = "tock_slack_install";

    /// <summary>The longest code and state of an address.</summary>
    private const int ValueMax = 500;

    /// <summary>Cookies of a browser that are looked at.</summary>
    private const int CookiesMax = 100;

    private static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(10);

    private static readonly Verification.Verified Verified = new();

    private static readonly Verification.Rejected NotOurs =
        new("the installation was not begun in this browser, or too long ago", 403);

    /// <summary>A verdict on what a browser asks for; null: it is something else.</summary>
    public static Verification? Verify(
        WebhookRequest request, EndpointSettings settings, DateTimeOffset now)
    {
        if (request.Method != "GET" || !SlackSettings.HasAccounts(settings))
            return null;
        return request.Path switch
        {
            InstallPath => new Verification.Handshake(Begin(request, settings, now)),
            CallbackPath => IsOurs(request, settings, now) ? Verified : NotOurs,
            _ => null,
        };
    }

    public static bool IsCallback(WebhookRequest request, EndpointSettings settings) =>
        request is { Method: "GET", Path: CallbackPath } && SlackSettings.HasAccounts(settings);

    /// <summary>What Slack's page sent back.</summary>
    public static ParseResult Read(WebhookRequest request)
    {
        var query = SlackForm.Read(Encoding.UTF8.GetBytes(request.Query));
        return query["code"] is { Length: <= ValueMax } code
            ? new ParseResult.Install(code)
            : new ParseResult.Answer(Page(SlackOutcomes.Code(query["error"] ?? "no code")));
    }

    /// <summary>What is shown at the end.</summary>
    public static WebhookReply Page(string? problem)
    {
        var text = problem is null
            ? "The app is installed. You may close this page."
            : $"The app was not installed: {WebUtility.HtmlEncode(problem)}.";
        return new WebhookReply(
            problem is null ? 200 : 400,
            "text/html; charset=utf-8",
            Encoding.UTF8.GetBytes(
                $"<!DOCTYPE html><meta charset=\"utf-8\"><title>Slack</title><p>{text}</p>"),
            new Dictionary<string, string>
            {
                ["Cache-Control"] = "no-store",
                ["Content-Security-Policy"] = "default-src 'none'",
                ["Referrer-Policy"] = "no-referrer",
                ["X-Content-Type-Options"] = "nosniff",
            });
    }

    private static WebhookReply Begin(
        WebhookRequest request, EndpointSettings settings, DateTimeOffset now)
    {
        var browser = Sign(settings, $"browser {request.Id} {now.UtcTicks}");
        var until = (now + ValidFor).ToUnixTimeSeconds()
            .ToString(CultureInfo.InvariantCulture);
        var address = new StringBuilder(
                new Uri(SlackSettings.Address(settings, ""), "../oauth/v2/authorize").AbsoluteUri)
            .Append("?client_id=").Append(Escape(settings.Required(SlackSettings.ClientId)))
            .Append("&scope=")
            .Append(Escape(string.Join(',', settings.List(SlackSettings.Scopes))))
            .Append("&state=").Append(until).Append('.').Append(State(settings, browser, until));
        if (settings.Text(SlackSettings.TeamId) is { } team)
            address.Append("&team=").Append(Escape(team));
        // Browsers keep what is for encrypted connections on localhost, too, but not all of them.
        var secure = request.Url.Value.IsLoopback ? "" : "; Secure";
        return new WebhookReply(302, Headers: new Dictionary<string, string>
        {
            ["Location"] = address.ToString(),
            ["Set-Cookie"] = $"{Cookie}={browser}; Path=/io/{settings.Endpoint}; Max-Age="
                + ((int)ValidFor.TotalSeconds).ToString(CultureInfo.InvariantCulture)
                + $"; HttpOnly; SameSite=Lax{secure}",
            ["Cache-Control"] = "no-store",
        });
    }

    private static bool IsOurs(
        WebhookRequest request, EndpointSettings settings, DateTimeOffset now)
    {
        var state = SlackForm.Read(Encoding.UTF8.GetBytes(request.Query))["state"];
        if (state is not { Length: <= ValueMax }
            || state.Split('.') is not [var until, var mac]
            || !long.TryParse(
                until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || now.ToUnixTimeSeconds() > seconds
            || Browser(request) is not { } browser)
            return false;
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(State(settings, browser, until)),
            Encoding.UTF8.GetBytes(mac));
    }

    private static string? Browser(WebhookRequest request)
    {
        foreach (var part in (request.Header("Cookie") ?? "").Split(';', CookiesMax))
            if (part.Trim() is var cookie
                && cookie.StartsWith(Cookie + "=", StringComparison.Ordinal)
                && cookie.Length <= ValueMax)
                return cookie[(Cookie.Length + 1)..];
        return null;
    }

    private static string State(EndpointSettings settings, string browser, string until) =>
        Sign(settings, $"state {settings.Endpoint} {until} {browser}");

    // The client secret never leaves us but to Slack; what is signed with it tells nothing of it.
    private static string Sign(EndpointSettings settings, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(settings.Required(SlackSettings.ClientSecret)),
            Encoding.UTF8.GetBytes(text)));

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
