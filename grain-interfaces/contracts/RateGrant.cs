using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>When a payload may leave.</summary>
/// <param name="After">How long from now.</param>
/// <param name="Reserved">
/// Whether that time is its own; if not, it asks again then: too many are before it.
/// </param>
[GenerateSerializer, Immutable, Alias("tock.RateGrant")]
public readonly record struct RateGrant(
    [property: Id(0)] TimeSpan After,
    [property: Id(1)] bool Reserved);
