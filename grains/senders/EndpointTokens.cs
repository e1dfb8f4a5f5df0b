using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Senders;

/// <summary>
/// A node's copy of an endpoint's token, where it is not a setting. The grain gets and renews it;
/// on the node one call at a time asks.
/// </summary>
internal sealed class EndpointTokens(BotEndpoint endpoint, IConnectorEndpoint grain) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private volatile TokenAnswer? current;

    /// <summary>Whether another token can be had where the channel refuses one.</summary>
    public bool CanRenew => endpoint.Connector.Issuer is not null;

    /// <summary>The token, or why there is none; null: the endpoint needs none.</summary>
    /// <param name="refused">A token the channel refused; null: none.</param>
    /// <exception cref="Exception">The grain cannot be reached.</exception>
    public async ValueTask<TokenAnswer?> Current(string? refused)
    {
        if (!CanRenew || IsGood(current, refused))
            return CanRenew ? current : null;
        await gate.WaitAsync();
        try
        {
            if (!IsGood(current, refused))
                current = await grain.GetToken(refused);
            return current;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private static bool IsGood(TokenAnswer? answer, string? refused) =>
        answer is { Problem: null } && (refused is null || answer.Token != refused);
}
