using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// An account in which an endpoint's app is or was installed; nothing of its token.
/// </summary>
/// <param name="Account">The channel's id of it.</param>
/// <param name="Name">What it is called; null: the channel did not tell.</param>
/// <param name="InstalledAt">When it was last installed.</param>
/// <param name="Scopes">What the app may do there, in the channel's words.</param>
/// <param name="Revoked">Why the channel takes nothing from it any more; null: it does.</param>
[GenerateSerializer, Immutable, Alias("tock.AccountInfo")]
public sealed record AccountInfo(
    [property: Id(0)] string Account,
    [property: Id(1)] string? Name,
    [property: Id(2)] DateTimeOffset InstalledAt,
    [property: Id(3)] IReadOnlyList<string> Scopes,
    [property: Id(4)] string? Revoked);
