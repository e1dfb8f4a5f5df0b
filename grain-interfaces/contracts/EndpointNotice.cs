using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>An event of the endpoint itself.</summary>
/// <param name="EventId">The connector's canonical id of it.</param>
/// <param name="Kind">What happened, in the channel's word.</param>
/// <param name="Revokes">Whether the channel takes nothing from this endpoint any more.</param>
/// <param name="Json">The event as it came.</param>
[GenerateSerializer, Immutable, Alias("tock.EndpointNotice")]
public sealed record EndpointNotice(
    [property: Id(0)] string EventId,
    [property: Id(1)] string Kind,
    [property: Id(2)] bool Revokes,
    [property: Id(3)] string Json);
