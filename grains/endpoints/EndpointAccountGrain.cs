using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Endpoints;

/// <summary>
/// The token of one account. One call at a time: a channel that takes a refresh token only once
/// must not be asked twice with it, and the next one is on disk before anybody uses what came.
/// </summary>
internal sealed partial class EndpointAccountGrain(
    [PersistentState("account", GrainStorage.Name)]
    IPersistentState<AccountState> state,
    EndpointDirectory endpoints,
    ISecretBox secrets,
    TimeProvider clock,
    ILogger<EndpointAccountGrain> logger) : Grain, IEndpointAccount
{
    private const int NoticesKept = 16;
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CallTimeLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan DefaultRetry = TimeSpan.FromSeconds(5);

    private EndpointId endpoint;
    private string account = "";
    private (TokenAnswer Answer, DateTimeOffset Until)? problem;

    /// <summary>The key of an account's grain.</summary>
    public static string KeyOf(EndpointId endpoint, string account) => $"{endpoint}/{account}";

    /// <summary>What an account's tokens are sealed for.</summary>
    public static string PurposeOf(EndpointId endpoint, string account) =>
        $"token of {endpoint} in {account}";

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        var end = key.LastIndexOf('/');
        (endpoint, account) = (EndpointId.Parse(key[..end]), key[(end + 1)..]);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Keep(AccountInstallation installation)
    {
        LogInstalled(logger, endpoint, account);
        problem = null;
        await Write(state.State with
        {
            Token = installation.Token,
            Keep = installation.Keep,
            ExpiresAt = installation.ExpiresAt,
            Revoked = null,
            InstalledAt = clock.GetUtcNow(),
            Name = installation.Name,
            Scopes = installation.Scopes,
        });
    }

    /// <inheritdoc/>
    public Task<AccountInfo?> GetInfo() => Task.FromResult(state.State.InstalledAt is { } at
        ? new AccountInfo(
            account, state.State.Name, at, state.State.Scopes, state.State.Revoked)
        : null);

    /// <inheritdoc/>
    public async Task<TokenAnswer> GetToken(string? refused)
    {
        if (state.State is not { Token: { } @sealed, Revoked: null })
            return new TokenAnswer(null, state.State.Revoked ?? "not installed");
        var now = clock.GetUtcNow();
        var token = secrets.Open(@sealed, Purpose);
        if (token != refused && !(state.State.ExpiresAt - now < Margin))
            return new TokenAnswer(token);
        if (problem is { } known && known.Until > now)
            return known.Answer with { RetryAfter = known.Until - now };
        if (state.State.Keep is not { } keep)
            return new TokenAnswer(null, "the channel refuses the token");
        return await Renew(secrets.Open(keep, Purpose), now);
    }

    /// <inheritdoc/>
    public async Task Notify(EndpointNotice notice)
    {
        if (state.State.Notices.Contains(notice.EventId))
            return;
        LogNotice(logger, endpoint, account, notice.Kind);
        await Write(state.State with
        {
            Notices = [.. state.State.Notices.TakeLast(NoticesKept - 1), notice.EventId],
            Revoked = notice.Revokes ? notice.Kind : state.State.Revoked,
        });
    }

    private string Purpose => PurposeOf(endpoint, account);

    private async Task<TokenAnswer> Renew(string keep, DateTimeOffset now)
    {
        var (found, _) = await endpoints.Seek(endpoint, CancellationToken.None);
        if (found?.Connector.Accounts is not { } accounts)
            return new TokenAnswer(null, "the endpoint is not known here", DefaultRetry);
        using var http = Senders.ChannelHttp.Create(found, CallTimeLimit);
        using var stop = new CancellationTokenSource(CallTimeLimit, clock);
        switch (await accounts.Renew(found.Settings, keep, now, http, stop.Token))
        {
            case CredentialsResult.Issued { Credentials: var issued }:
                problem = null;
                await Write(state.State with
                {
                    Token = secrets.Seal(issued.Token, Purpose),
                    Keep = issued.Keep is null ? null : secrets.Seal(issued.Keep, Purpose),
                    ExpiresAt = issued.ExpiresAt,
                });
                return new TokenAnswer(issued.Token);
            case CredentialsResult.Refused refused:
                return Remember(refused.Reason, null);
            case CredentialsResult.Unavailable later:
                return Remember(later.Reason, later.After ?? DefaultRetry);
            default:
                return new TokenAnswer(null, "no token");
        }
    }

    private TokenAnswer Remember(string reason, TimeSpan? after)
    {
        LogNoToken(logger, endpoint, account, reason);
        var answer = new TokenAnswer(null, reason, after);
        problem = (answer, clock.GetUtcNow() + (after ?? DefaultRetry));
        return answer;
    }

    private async Task Write(AccountState next)
    {
        try
        {
            state.State = next;
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory may not be on disk: the next activation reads the truth.
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Information, "{Endpoint} was installed in {Account}")]
    private static partial void LogInstalled(ILogger logger, EndpointId endpoint, string account);

    [LoggerMessage(LogLevel.Information, "{Endpoint} was told by its channel of {Account}: {Kind}")]
    private static partial void LogNotice(
        ILogger logger, EndpointId endpoint, string account, string kind);

    [LoggerMessage(LogLevel.Warning, "{Endpoint} has no token for {Account}: {Problem}")]
    private static partial void LogNoToken(
        ILogger logger, EndpointId endpoint, string account, string problem);
}
