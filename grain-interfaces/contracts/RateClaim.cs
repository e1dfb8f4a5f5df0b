using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>One limit that a payload falls under.</summary>
/// <param name="Name">Its scope and key, unique within the endpoint.</param>
/// <param name="Interval">One permit comes back in so much time.</param>
/// <param name="Burst">How many permits may be saved up.</param>
[GenerateSerializer, Immutable, Alias("tock.RateClaim")]
public readonly record struct RateClaim(
    [property: Id(0)] string Name,
    [property: Id(1)] TimeSpan Interval,
    [property: Id(2)] int Burst);
