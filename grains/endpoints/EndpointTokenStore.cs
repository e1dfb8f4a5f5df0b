using System.Security.Cryptography;
using System.Text;
using Orleans.Runtime;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Endpoints;

/// <summary>
/// An endpoint's token: got, renewed before its end, and on disk, sealed, before anybody uses it.
/// One call at a time.
/// </summary>
internal sealed class EndpointTokenStore(
    EndpointId id,
    IPersistentState<EndpointState> state,
    ISecretBox secrets,
    TimeProvider clock) : IDisposable
{
    // Renewed so long before its end that a call under way does not meet it.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CallTimeLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DefaultRetry = TimeSpan.FromSeconds(5);

    private HttpClient? http;
    private BotEndpoint? httpOf;
    private (TokenAnswer Answer, DateTimeOffset Until)? problem;

    private string Purpose => $"token of {id}";

    /// <summary>The token; another one where the channel refused it or it ends soon.</summary>
    public async Task<TokenAnswer> Get(BotEndpoint endpoint, string? refused)
    {
        var now = clock.GetUtcNow();
        var origin = Origin(endpoint);
        var kept = state.State.Origin == origin;
        if (kept && state.State.Token is { } @sealed
            && !(state.State.ExpiresAt - now < Margin)
            && secrets.Open(@sealed, Purpose) is var token && token != refused)
            return new TokenAnswer(token);
        if (problem is { } known && known.Until > now)
            return known.Answer with { RetryAfter = known.Until - now };
        var keep = kept && state.State.Keep is { } letter ? secrets.Open(letter, Purpose) : null;
        using var stop = new CancellationTokenSource(CallTimeLimit, clock);
        return await endpoint.Connector.Issuer!
            .Issue(endpoint.Settings, keep, now, Http(endpoint), stop.Token) switch
        {
            CredentialsResult.Issued issued => await Keep(issued.Credentials, origin),
            CredentialsResult.NotNeeded => new TokenAnswer(null),
            CredentialsResult.Refused no => Remember(no.Reason, null),
            CredentialsResult.Unavailable later =>
                Remember(later.Reason, later.After ?? DefaultRetry),
            _ => throw new InvalidOperationException("not a result"),
        };
    }

    public void Dispose() => http?.Dispose();

    private async Task<TokenAnswer> Keep(Credentials credentials, string origin)
    {
        problem = null;
        state.State = state.State with
        {
            Token = secrets.Seal(credentials.Token, Purpose),
            Keep = credentials.Keep is { } keep ? secrets.Seal(keep, Purpose) : null,
            ExpiresAt = credentials.ExpiresAt,
            Origin = origin,
            Revoked = null,
        };
        await state.WriteStateAsync();
        return new TokenAnswer(credentials.Token);
    }

    private TokenAnswer Remember(string reason, TimeSpan? after)
    {
        var answer = new TokenAnswer(null, reason, after);
        problem = (answer, clock.GetUtcNow() + (after ?? DefaultRetry));
        return answer;
    }

    private HttpClient Http(BotEndpoint endpoint)
    {
        if (http is not null && ReferenceEquals(httpOf, endpoint))
            return http;
        http?.Dispose();
        httpOf = endpoint;
        return http = Senders.ChannelHttp.Create(endpoint, CallTimeLimit);
    }

    // Other secrets were set: what was kept belongs to the old ones.
    private static string Origin(BotEndpoint endpoint) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            '\n',
            endpoint.Connector.Description.Settings
                .Where(field => field.Secret)
                .Select(field => $"{field.Name}={endpoint.Settings.Text(field)}")))));
}
