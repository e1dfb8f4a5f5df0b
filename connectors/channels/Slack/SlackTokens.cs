using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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

    private sealed record Answer(
        string? Error, string? Token, string? Refresh, long? ExpiresIn);

    public async Task<CredentialsResult> Issue(
        EndpointSettings settings,
        string? kept,
        DateTimeOffset now,
        HttpClient http,
        CancellationToken stop)
    {
        if (settings.Text(SlackSettings.RefreshToken) is not { } first)
            return new CredentialsResult.NotNeeded();
        if (settings.Text(SlackSettings.ClientId) is not { } id
            || settings.Text(SlackSettings.ClientSecret) is not { } secret)
            return new CredentialsResult.Refused("refreshToken needs clientId and clientSecret");
        // A refresh token set anew counts more than one that followed from another.
        var mark = Mark(first);
        var refresh = kept?.StartsWith(mark, StringComparison.Ordinal) == true
            ? kept[mark.Length..]
            : first;
        using var request = Request(settings, id, secret, refresh);
        var reply = await SlackReply.Ask(http, request, Read, stop);
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

    private static HttpRequestMessage Request(
        EndpointSettings settings, string id, string secret, string refresh)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, SlackSettings.Address(settings, "oauth.v2.access"))
        {
            Content = new FormUrlEncodedContent(
            [
                KeyValuePair.Create("grant_type", "refresh_token"),
                KeyValuePair.Create("refresh_token", refresh),
            ]),
        };
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        return request;
    }

    private static Answer? Read(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var expires = root.Member("expires_in");
        return new Answer(
            root.Text("error"),
            root.Flag("ok") ? root.Text("access_token") : null,
            root.Text("refresh_token") is { Length: > 0 } next ? next : null,
            expires.ValueKind == JsonValueKind.Number && expires.TryGetInt64(out var seconds)
                && seconds is > 0 and < int.MaxValue
                    ? seconds
                    : null);
    }

    /// <summary>Tells from which refresh token the kept one followed.</summary>
    private static string Mark(string first) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(first)))[..MarkLength]
        + ":";
}
