using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>How far a part of a broadcast is; all of it is on disk.</summary>
/// <param name="Counts">
/// How many recipients there are of each outcome, at the place of its number.
/// </param>
/// <param name="Asked">How many sessions were asked in this call.</param>
/// <param name="Unavailable">How many of them could not answer.</param>
[GenerateSerializer, Immutable, Alias("tock.PartReport")]
public sealed record PartReport(
    [property: Id(0)] IReadOnlyList<int> Counts,
    [property: Id(1)] int Asked = 0,
    [property: Id(2)] int Unavailable = 0);
