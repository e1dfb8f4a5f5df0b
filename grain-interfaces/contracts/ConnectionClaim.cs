using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>A node's wish to hold an endpoint's connection, and how it is there.</summary>
/// <param name="Holder">The node, in this life of it: no two are called the same.</param>
/// <param name="Time">For how long; it is asked for again well before.</param>
/// <param name="Since">Since when the connection is open; null: it is not.</param>
/// <param name="LastError">Why it last ended; null: it did not.</param>
/// <param name="LastErrorAt">When that was.</param>
[GenerateSerializer, Immutable, Alias("tock.ConnectionClaim")]
public sealed record ConnectionClaim(
    [property: Id(0)] string Holder,
    [property: Id(1)] TimeSpan Time,
    [property: Id(2)] DateTimeOffset? Since = null,
    [property: Id(3)] string? LastError = null,
    [property: Id(4)] DateTimeOffset? LastErrorAt = null);
