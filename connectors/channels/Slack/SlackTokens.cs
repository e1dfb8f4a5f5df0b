using System.Security.Cryptography;
using System.Text;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Renews the token of an app with token rotation, every 12 hours; each answer brings the refresh
/// token for the next time. https://docs.slack.dev/authentication/using-token-rotation
/// </summary>
internal sealed class SlackTokens : ICredentialIssuer
{
    /// <summary>How much of a fingerprint tells two refresh tokens apart.</summary>
    private const int MarkLength = 16;

    /// <summary>Codes after which asking again may help.</summary>
    private static readonly string[] Passing =
    [
        "ratelimited", "rate_limited", "internal_error", "fatal_error", "request_timeout",
        "service_unavailable", "team_added_to_org", "org_login_required",
    ];

    public async Task<CredentialsResult> Issue(
        EndpointSettings settings,
        string? kept,
        DateTimeOffset now,
        HttpClient http,
        CancellationToken stop)
    {
        if (settings.Text(SlackSettings.RefreshToken) is not { } first)
            return new CredentialsResult.NotNeeded();
        if (settings.Text(SlackSettings.ClientId) is null
            || settings.Text(SlackSettings.ClientSecret) is null)
            return new CredentialsResult.Refused("refreshToken needs clientId and clientSecret");
        // A refresh token set anew counts more than one that followed from another.
        var mark = Mark(first);
        var refresh = kept?.StartsWith(mark, StringComparison.Ordinal) == true
            ? kept[mark.Length..]
            : first;
        return await Renew(settings, refresh, mark, now, http, stop);
    }

    /// <summary>Gets the token that a refresh token stands for.</summary>
    /// <param name="settings">The endpoint's settings.</param>
    /// <param name="refresh">The refresh token.</param>
    /// <param name="mark">Stands before the next one in what is kept.</param>
    /// <param name="now">The time.</param>
    /// <param name="http">The client.</param>
    /// <param name="stop">Cancels the call.</param>
    public static async Task<CredentialsResult> Renew(
        EndpointSettings settings,
        string refresh,
        string mark,
        DateTimeOffset now,
        HttpClient http,
        CancellationToken stop)
    {
        using var request = Request(
            settings,
            KeyValuePair.Create("grant_type", "refresh_token"),
            KeyValuePair.Create("refresh_token", refresh));
        var reply = await SlackReply.Ask(http, request, SlackGrant.Read, stop);
        return reply switch
        {
            { Failure: DeliveryOutcome.Unknown unknown } =>
                new CredentialsResult.Unavailable(unknown.Reason),
            { Failure: not null } => new CredentialsResult.Unavailable("no connection"),
            { Answer.Error: { } error } when !Passing.Contains(error) =>
                new CredentialsResult.Refused(SlackOutcomes.Code(error)),
            { Answer.Token: { Length: > 0 } token } => new CredentialsResult.Issued(
                new Credentials(
                    token,
                    reply.Answer.ExpiresIn is { } seconds ? now.AddSeconds(seconds) : null,
                    mark + (reply.Answer.Refresh ?? refresh))),
            _ => new CredentialsResult.Unavailable(
                reply.Answer?.Error is { } code
                    ? SlackOutcomes.Code(code)
                    : $"http {(int)reply.Status}",
                reply.After),
        };
    }

    /// <summary>A call as the app itself.</summary>
    public static HttpRequestMessage Request(
        EndpointSettings settings, params KeyValuePair<string, string>[] fields)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, SlackSettings.Address(settings, "oauth.v2.access"))
        {
            Content = new FormUrlEncodedContent(fields),
        };
        var id = settings.Required(SlackSettings.ClientId);
        var secret = settings.Required(SlackSettings.ClientSecret);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        return request;
    }

    /// <summary>Tells from which refresh token the kept one followed.</summary>
    private static string Mark(string first) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(first)))[..MarkLength]
        + ":";
}
