using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>Some recipients of a broadcast, in their order.</summary>
/// <param name="Recipients">The recipients; may be fewer than asked for.</param>
/// <param name="Next">Where the next page goes on; null: this is the last.</param>
[GenerateSerializer, Immutable, Alias("tock.RecipientPage")]
public sealed record RecipientPage(
    [property: Id(0)] IReadOnlyList<Recipient> Recipients,
    [property: Id(1)] int? Next);
