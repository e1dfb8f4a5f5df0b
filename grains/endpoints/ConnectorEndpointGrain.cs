using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Endpoints;

/// <summary>
/// What the nodes agree on about an endpoint. Reentrant: whoever waits for a token or the disk
/// keeps nobody from leaving.
/// </summary>
[Reentrant]
internal sealed partial class ConnectorEndpointGrain(
    [PersistentState("endpoint", GrainStorage.Name)]
    IPersistentState<EndpointState> state,
    [PersistentState("accounts", GrainStorage.Name)]
    IPersistentState<EndpointAccounts> accounts,
    EndpointDirectory endpoints,
    ISecretBox secrets,
    LocalBudgets local,
    TimeProvider clock,
    ILogger<ConnectorEndpointGrain> logger) : Grain, IConnectorEndpoint, IDisposable
{
    private const int NoticesKept = 64;
    private static readonly TimeSpan NotKnownRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckTimeLimit = TimeSpan.FromSeconds(10);

    private readonly RateBudget budget = new();
    private readonly EndpointTotals totals = new();
    private readonly SemaphoreSlim writing = new(1);
    private readonly EndpointUpkeep upkeep = new(clock);
    private EndpointTokenStore tokens = null!;
    private ConnectionSeat seat = null!;
    private EndpointId id;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        id = EndpointId.Parse(this.GetPrimaryKeyString());
        tokens = new EndpointTokenStore(id, state, secrets, clock);
        seat = new ConnectionSeat(state.State.ConnectionHolder, clock);
        local.Add(id, budget);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RateGrant>> Reserve(
        IReadOnlyList<IReadOnlyList<RateClaim>> payloads)
    {
        var now = clock.GetUtcNow();
        var grants = new RateGrant[payloads.Count];
        for (var index = 0; index < grants.Length; index++)
            grants[index] = budget.Reserve(payloads[index], now);
        return Task.FromResult<IReadOnlyList<RateGrant>>(grants);
    }

    /// <inheritdoc/>
    public Task HoldBack(string name, TimeSpan time)
    {
        budget.HoldBack(name, clock.GetUtcNow() + time);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<TokenAnswer> GetToken(string? refused)
    {
        var (found, certain) = await endpoints.Seek(id, CancellationToken.None);
        if (found is not { Connector.Issuer: not null } endpoint)
            return certain
                ? new TokenAnswer(null)
                : new TokenAnswer(null, "the endpoint is not known here yet", NotKnownRetry);
        await writing.WaitAsync();
        try
        {
            var answer = await tokens.Get(endpoint, refused);
            if (answer.Problem is { } problem)
                LogNoToken(logger, id, problem);
            return answer;
        }
        catch
        {
            // What is in memory may not be on disk: the next activation reads the truth.
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            writing.Release();
        }
    }

    /// <inheritdoc/>
    public async Task Report(DeliveryReport report)
    {
        totals.Add(report, clock.GetUtcNow());
        if (report.Accepted > 0 && state.State.Revoked is not null)
            await Write(changed => changed.Revoked = null);
    }

    /// <inheritdoc/>
    public Task<EndpointHealth> GetHealth() =>
        Task.FromResult(totals.ToHealth(state.State.Revoked, clock.GetUtcNow()) with
        {
            Connection = seat.ToHealth(),
            Upkeep = upkeep.Last,
        });

    /// <inheritdoc/>
    public async Task Notify(EndpointNotice notice)
    {
        if (state.State.Notices.Contains(notice.EventId))
            return;
        LogNotice(logger, id, notice.Kind);
        await Write(changed =>
        {
            changed.Notices =
                [.. changed.Notices.TakeLast(NoticesKept - 1), notice.EventId];
            if (notice.Revokes)
                changed.Revoked = notice.Kind;
        });
    }

    /// <inheritdoc/>
    public async Task<CheckReport> Check()
    {
        var (found, _) = await endpoints.Seek(id, CancellationToken.None);
        if (found?.Connector.Check is not { } check)
            return new CheckReport(CheckOutcome.Unsupported, null);
        string? token = null;
        if (found.Connector.Issuer is not null)
        {
            var answer = await GetToken(refused: null);
            if (answer.Problem is { } problem)
                return new CheckReport(
                    answer.RetryAfter is null ? CheckOutcome.Fails : CheckOutcome.Unknown, problem);
            token = answer.Token;
        }
        using var http = Senders.ChannelHttp.Create(found, CheckTimeLimit);
        using var stop = new CancellationTokenSource(CheckTimeLimit, clock);
        return await check.Check(new ChannelCall(found.Settings, token), http, stop.Token) switch
        {
            DeliveryOutcome.Accepted works => new CheckReport(CheckOutcome.Works, works.MessageId),
            DeliveryOutcome.CredentialsInvalid no => new CheckReport(CheckOutcome.Fails, no.Reason),
            var other => new CheckReport(CheckOutcome.Unknown, other.GetType().Name),
        };
    }

    /// <inheritdoc/>
    public async Task Tend()
    {
        var (found, _) = await endpoints.Seek(id, CancellationToken.None);
        if (found is not { } endpoint)
            return;
        var report = await upkeep.Look(endpoint, async () =>
            endpoint.Connector.Issuer is null ? null : await GetToken(refused: null));
        if (report?.Problem is { } problem)
            LogNotKept(logger, id, problem);
        if (report?.Done is { } done)
            LogKept(logger, id, done);
    }

    /// <inheritdoc/>
    public async Task<string?> Install(string code)
    {
        var (found, _) = await endpoints.Seek(id, CancellationToken.None);
        if (found?.Connector.Accounts is not { } installer)
            return "the endpoint is not known here";
        using var http = Senders.ChannelHttp.Create(found, CheckTimeLimit);
        using var stop = new CancellationTokenSource(CheckTimeLimit, clock);
        var result = await installer.Install(
            found.Settings, code, clock.GetUtcNow(), http, stop.Token);
        if (result is not InstallResult.Installed { Account: var account } installed)
            return result is InstallResult.Refused no ? no.Reason : "not a result";
        // First the list: an account that is not installed after all is left out of it.
        if (accounts.State.With(account) is not null)
            await Write(accounts, before => before.With(account) ?? before);
        var purpose = EndpointAccountGrain.PurposeOf(id, account);
        var (token, keep) = (installed.Credentials.Token, installed.Credentials.Keep);
        await GrainFactory.GetGrain<IEndpointAccount>(EndpointAccountGrain.KeyOf(id, account))
            .Keep(new AccountInstallation(
                secrets.Seal(token, purpose),
                keep is null ? null : secrets.Seal(keep, purpose),
                installed.Credentials.ExpiresAt)
            {
                Name = installed.Name,
                Scopes = installed.Scopes,
            });
        return null;
    }

    /// <inheritdoc/>
    public async Task<AccountList> ListAccounts(string? after, int limit)
    {
        var most = Math.Clamp(limit, 1, IConnectorEndpoint.AccountsPageMax);
        var from = accounts.State.Ids
            .Where(account => string.CompareOrdinal(account, after) > 0)
            .Take(most + 1)
            .ToArray();
        var page = from.Take(most).ToArray();
        var found = await Task.WhenAll(page.Select(account => GrainFactory
            .GetGrain<IEndpointAccount>(EndpointAccountGrain.KeyOf(id, account))
            .GetInfo()));
        return new AccountList(
            [.. found.OfType<AccountInfo>()], from.Length > page.Length ? page[^1] : null);
    }

    /// <inheritdoc/>
    public async Task<ConnectionGrant> HoldConnection(ConnectionClaim claim)
    {
        var grant = seat.Claim(claim);
        // Another activation must know whom to wait for; who goes on holding it writes nothing.
        if (grant.Held && state.State.ConnectionHolder != claim.Holder)
            await Write(changed => changed.ConnectionHolder = claim.Holder);
        return grant;
    }

    /// <inheritdoc/>
    public async Task LeaveConnection(string holder)
    {
        if (seat.Leave(holder))
            await Write(changed => changed.ConnectionHolder = null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        local.Remove(id, budget);
        tokens.Dispose();
        writing.Dispose();
    }

    private Task Write(Action<EndpointState> change) => Write(state, before =>
    {
        var next = before with { };
        change(next);
        return next;
    });

    private async Task Write<T>(IPersistentState<T> where, Func<T, T> change)
    {
        await writing.WaitAsync();
        try
        {
            where.State = change(where.State);
            await where.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            writing.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Endpoint} has no token: {Problem}")]
    private static partial void LogNoToken(ILogger logger, EndpointId endpoint, string problem);

    [LoggerMessage(LogLevel.Warning, "{Endpoint} is not as it should be: {Problem}")]
    private static partial void LogNotKept(ILogger logger, EndpointId endpoint, string problem);

    [LoggerMessage(LogLevel.Information, "{Endpoint} was put right at its channel: {Done}")]
    private static partial void LogKept(ILogger logger, EndpointId endpoint, string done);

    [LoggerMessage(LogLevel.Information, "{Endpoint} was told by its channel: {Kind}")]
    private static partial void LogNotice(ILogger logger, EndpointId endpoint, string kind);
}
