using Orleans;

namespace TockOrleans.Grains.Endpoints;

/// <summary>What of an account outlives its grain; kept as JSON, members are only added.</summary>
[GenerateSerializer, Alias("tock.AccountState")]
public sealed record AccountState
{
    /// <summary>The token, sealed; null: the app is not installed.</summary>
    [Id(0)]
    public string? Token { get; set; }

    /// <summary>What the next one is got with, sealed.</summary>
    [Id(1)]
    public string? Keep { get; set; }

    /// <summary>When the token ends to be valid; null: never.</summary>
    [Id(2)]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Why the channel takes nothing from the app there; null: it does.</summary>
    [Id(3)]
    public string? Revoked { get; set; }

    /// <summary>Ids of the latest events of the installation, the newest last.</summary>
    [Id(4)]
    public IReadOnlyList<string> Notices { get; set; } = [];

    /// <summary>When the app was last installed; null: it never was.</summary>
    [Id(5)]
    public DateTimeOffset? InstalledAt { get; set; }

    /// <summary>What the account is called.</summary>
    [Id(6)]
    public string? Name { get; set; }

    /// <summary>What the app may do there, in the channel's words.</summary>
    [Id(7)]
    public IReadOnlyList<string> Scopes { get; set; } = [];
}
