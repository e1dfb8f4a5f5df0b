using Orleans;

namespace TockOrleans.Grains.Endpoints;

/// <summary>What of an endpoint outlives its grain; kept as JSON, members are only added.</summary>
[GenerateSerializer, Alias("tock.EndpointState")]
public sealed record EndpointState
{
    /// <summary>The token, sealed; null: there is none.</summary>
    [Id(0)]
    public string? Token { get; set; }

    /// <summary>What the issuer needs the next time, sealed.</summary>
    [Id(1)]
    public string? Keep { get; set; }

    /// <summary>When the token ends to be valid; null: never.</summary>
    [Id(2)]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Why the channel takes nothing from the endpoint; null: it does.</summary>
    [Id(3)]
    public string? Revoked { get; set; }

    /// <summary>Ids of the latest events of the endpoint, the newest last.</summary>
    [Id(4)]
    public IReadOnlyList<string> Notices { get; set; } = [];

    /// <summary>A digest of the secrets the token came from: other ones start anew.</summary>
    [Id(5)]
    public string? Origin { get; set; }

    /// <summary>The node that last held the endpoint's connection; null: none does.</summary>
    [Id(6)]
    public string? ConnectionHolder { get; set; }
}
