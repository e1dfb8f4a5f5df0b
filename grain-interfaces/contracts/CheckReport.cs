using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>Whether an endpoint's credentials work.</summary>
/// <param name="Outcome">What the channel said.</param>
/// <param name="Detail">Whose they are, or what is wrong; no secrets.</param>
[GenerateSerializer, Immutable, Alias("tock.CheckReport")]
public sealed record CheckReport(
    [property: Id(0)] CheckOutcome Outcome,
    [property: Id(1)] string? Detail);
