using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>All endpoints of the registry.</summary>
/// <param name="Version">Greater after every change.</param>
/// <param name="Endpoints">The endpoints, in no order.</param>
[GenerateSerializer, Immutable, Alias("tock.EndpointList")]
public sealed record EndpointList(
    [property: Id(0)] long Version,
    [property: Id(1)] IReadOnlyList<EndpointRecord> Endpoints);
