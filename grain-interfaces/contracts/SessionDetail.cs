using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>A session with its state.</summary>
/// <param name="Info">The session.</param>
/// <param name="State">The dialog state, JSON.</param>
/// <param name="ReplyAddress">Where replies go, the connector's own JSON.</param>
[GenerateSerializer, Immutable, Alias("tock.SessionDetail")]
public sealed record SessionDetail(
    [property: Id(0)] SessionInfo Info,
    [property: Id(1)] byte[] State,
    [property: Id(2)] string? ReplyAddress);
