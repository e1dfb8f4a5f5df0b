using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>A user of one endpoint.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="User">The user's id there.</param>
[GenerateSerializer, Immutable, Alias("tock.PersonName")]
public sealed record PersonName(
    [property: Id(0)] string Endpoint,
    [property: Id(1)] string User);
