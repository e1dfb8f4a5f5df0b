namespace TockOrleans.Connectors.Contract;

/// <summary>One permit that a payload needs before it leaves.</summary>
/// <param name="Limit">Of which limit.</param>
/// <param name="Key">
/// Whose within its scope: the channel's id …; empty where the scope is the whole endpoint.
/// </param>
public sealed record RateCost(RateLimit Limit, string Key)
{
    /// <summary>
    /// The name <c>DeliveryOutcome.RetryAfter</c> names it by: scope, colon, key.
    /// </summary>
    public string Name => $"{Limit.Scope}:{Key}";
}
