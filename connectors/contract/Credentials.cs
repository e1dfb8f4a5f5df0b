namespace TockOrleans.Connectors.Contract;

/// <summary>A token of an endpoint.</summary>
/// <param name="Token">What the client sends.</param>
/// <param name="ExpiresAt">When it ends to be valid; null: never.</param>
/// <param name="Keep">
/// What the issuer needs the next time: a refresh token …; null: nothing.
/// </param>
public sealed record Credentials(string Token, DateTimeOffset? ExpiresAt, string? Keep)
{
    /// <summary>Neither token is shown.</summary>
    public override string ToString() => $"credentials until {ExpiresAt:O}";
}
