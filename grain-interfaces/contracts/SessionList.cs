using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>A page of sessions.</summary>
/// <param name="Sessions">The sessions; there may be none though others follow.</param>
/// <param name="Next">Where to go on; null: this was the last page.</param>
[GenerateSerializer, Immutable, Alias("tock.SessionList")]
public sealed record SessionList(
    [property: Id(0)] IReadOnlyList<SessionInfo> Sessions,
    [property: Id(1)] string? Next);
