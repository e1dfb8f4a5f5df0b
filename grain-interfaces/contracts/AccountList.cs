using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>A page of accounts, by their ids.</summary>
/// <param name="Accounts">The accounts.</param>
/// <param name="Next">Where to go on; null: this was the last page.</param>
[GenerateSerializer, Immutable, Alias("tock.AccountList")]
public sealed record AccountList(
    [property: Id(0)] IReadOnlyList<AccountInfo> Accounts,
    [property: Id(1)] string? Next);
