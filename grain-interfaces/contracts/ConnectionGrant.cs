using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>Whether a node holds an endpoint's connection.</summary>
/// <param name="Held">It does, for the time it asked for, counted from when it asked.</param>
/// <param name="FreeAfter">Where it does not: when the holder's time is over.</param>
[GenerateSerializer, Immutable, Alias("tock.ConnectionGrant")]
public sealed record ConnectionGrant(
    [property: Id(0)] bool Held,
    [property: Id(1)] TimeSpan FreeAfter);
