using System.Net.Http.Headers;
using System.Text.Json;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Loopback;

/// <summary>Trades a refresh token for a token and the next refresh token.</summary>
internal sealed class LoopbackTokens : ICredentialIssuer
{
    public async Task<CredentialsResult> Issue(
        EndpointSettings settings,
        string? kept,
        DateTimeOffset now,
        HttpClient http,
        CancellationToken stop)
    {
        var account = LoopbackAccount.Of(settings);
        if (account.Token is not null)
            return new CredentialsResult.NotNeeded();
        if (account.Refresh is not { } first)
            return new CredentialsResult.Refused("neither a token nor a refresh token is set");
        var refresh = kept ?? first;
        using var request = new HttpRequestMessage(HttpMethod.Post, account.Tokens)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(
                new LoopbackTokenRequest(refresh), LoopbackJson.Default.LoopbackTokenRequest)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Result(await LoopbackResponse.To(request, http, stop), refresh, now);
    }

    private static CredentialsResult Result(
        LoopbackResponse response, string refresh, DateTimeOffset now) => response switch
        {
            { Status: >= 200 and < 300, Answer.Token: { } token }
                when LoopbackResponse.IsToken(token) =>
                new CredentialsResult.Issued(new Credentials(
                    token, Expiry(response.Answer, now), response.Answer.Refresh ?? refresh)),
            { Status: 408 or 425 or 429 } =>
                new CredentialsResult.Unavailable(response.Code, response.RetryAfter),
            { Status: >= 400 and < 500 } => new CredentialsResult.Refused(response.Code),
            _ => new CredentialsResult.Unavailable(response.Code, response.RetryAfter),
        };

    /// <summary>A token without a time, or with none left, is used until it is refused.</summary>
    private static DateTimeOffset? Expiry(LoopbackAnswer answer, DateTimeOffset now) =>
        answer.ExpiresInSeconds is > 0 and var seconds ? now.AddSeconds(seconds) : null;
}
