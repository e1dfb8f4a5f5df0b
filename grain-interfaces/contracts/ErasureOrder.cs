using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>Whom to erase.</summary>
/// <param name="Persons">The persons.</param>
/// <param name="Who">The name of the key it is done with, for the audit.</param>
/// <param name="Role">The role that allows it, for the audit.</param>
[GenerateSerializer, Immutable, Alias("tock.ErasureOrder")]
public sealed record ErasureOrder(
    [property: Id(0)] IReadOnlyList<PersonName> Persons,
    [property: Id(1)] string Who,
    [property: Id(2)] string Role);
