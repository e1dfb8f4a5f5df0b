using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Senders;

/// <summary>
/// A node's copy of a token of an endpoint, where it is not a setting. The grain gets and renews
/// it; on the node one call at a time asks.
/// </summary>
/// <param name="ask">Asks the grain; null: the endpoint needs no token.</param>
internal sealed class EndpointTokens(Func<string?, Task<TokenAnswer>>? ask) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private volatile TokenAnswer? current;

    /// <summary>Whether another token can be had where the channel refuses one.</summary>
    public bool CanRenew => ask is not null;

    /// <summary>The token, or why there is none; null: the endpoint needs none.</summary>
    /// <param name="refused">A token the channel refused; null: none.</param>
    /// <exception cref="Exception">The grain cannot be reached.</exception>
    public async ValueTask<TokenAnswer?> Current(string? refused)
    {
        if (ask is null || IsGood(current, refused))
            return ask is null ? null : current;
        await gate.WaitAsync();
        try
        {
            if (!IsGood(current, refused))
                current = await ask(refused);
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
