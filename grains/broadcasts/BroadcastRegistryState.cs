using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Broadcasts;

/// <summary>All broadcasts as they are stored; members are only added.</summary>
[GenerateSerializer, Alias("tock.BroadcastRegistryState")]
internal sealed record BroadcastRegistryState
{
    /// <summary>In no order.</summary>
    [Id(0)]
    public IReadOnlyList<BroadcastSummary> Broadcasts { get; init; } = [];
}
