using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>How the connection is that an endpoint opens to its channel.</summary>
/// <param name="Connected">Whether it is open.</param>
/// <param name="Since">Since when; null: it is not open.</param>
/// <param name="LastError">Why it last ended; null: it did not.</param>
/// <param name="LastErrorAt">When that was.</param>
[GenerateSerializer, Immutable, Alias("tock.ConnectionHealth")]
public sealed record ConnectionHealth(
    [property: Id(0)] bool Connected,
    [property: Id(1)] DateTimeOffset? Since,
    [property: Id(2)] string? LastError,
    [property: Id(3)] DateTimeOffset? LastErrorAt);
