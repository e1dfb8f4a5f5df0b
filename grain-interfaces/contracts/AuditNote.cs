using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>What somebody did.</summary>
/// <param name="Who">The name of the key it was done with.</param>
/// <param name="Role">The role that allowed it.</param>
/// <param name="What">The operation's name.</param>
/// <param name="Target">What it was done to; no ids of users.</param>
/// <param name="Persons">The users it was done to.</param>
/// <param name="Outcome">What came of it.</param>
[GenerateSerializer, Immutable, Alias("tock.AuditNote")]
public sealed record AuditNote(
    [property: Id(0)] string Who,
    [property: Id(1)] string Role,
    [property: Id(2)] string What,
    [property: Id(3)] string Target,
    [property: Id(4)] IReadOnlyList<PersonName> Persons,
    [property: Id(5)] string Outcome);
