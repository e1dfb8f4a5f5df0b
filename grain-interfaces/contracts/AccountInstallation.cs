using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>An account's token, sealed for its own grain.</summary>
/// <param name="Token">The token, sealed.</param>
/// <param name="Keep">What the next one is got with, sealed; null: nothing.</param>
/// <param name="ExpiresAt">When it ends to be valid; null: never.</param>
[GenerateSerializer, Immutable, Alias("tock.AccountInstallation")]
public sealed record AccountInstallation(
    [property: Id(0)] string Token,
    [property: Id(1)] string? Keep,
    [property: Id(2)] DateTimeOffset? ExpiresAt)
{
    /// <summary>What the account is called; null: the channel does not tell.</summary>
    [Id(3)]
    public string? Name { get; init; }

    /// <summary>What the app may do there, in the channel's words.</summary>
    [Id(4)]
    public IReadOnlyList<string> Scopes { get; init; } = [];
}
