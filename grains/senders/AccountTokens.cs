using System.Collections.Concurrent;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains.Endpoints;

namespace TockOrleans.Grains.Senders;

/// <summary>
/// A node's copies of the tokens of an endpoint: one, or one for each account its app is installed
/// in.
/// </summary>
internal sealed class AccountTokens(
    BotEndpoint endpoint, IConnectorEndpoint grain, IGrainFactory grains) : IDisposable
{
    private const int AccountsMax = 10_000;

    private readonly EndpointTokens own =
        new(endpoint.Connector.Issuer is null ? null : grain.GetToken);

    private readonly ConcurrentDictionary<string, EndpointTokens> accounts =
        new(StringComparer.Ordinal);

    /// <summary>The token for what goes to an address.</summary>
    /// <param name="replyAddress">The address; null: the endpoint's own token.</param>
    public EndpointTokens For(string? replyAddress)
    {
        if (replyAddress is null
            || endpoint.Connector.Accounts?.AccountOf(endpoint.Settings, replyAddress)
                is not { } account)
            return own;
        if (accounts.TryGetValue(account, out var known))
            return known;
        if (accounts.Count >= AccountsMax)
            accounts.Clear();
        return accounts.GetOrAdd(account, Make);
    }

    public void Dispose()
    {
        own.Dispose();
        foreach (var account in accounts.Values)
            account.Dispose();
    }

    private EndpointTokens Make(string account) => new(
        grains.GetGrain<IEndpointAccount>(EndpointAccountGrain.KeyOf(endpoint.Id, account))
            .GetToken);
}
