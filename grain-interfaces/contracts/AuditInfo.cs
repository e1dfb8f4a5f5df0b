using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>An entry of the audit.</summary>
/// <param name="Id">Its number; later entries have greater ones.</param>
/// <param name="At">When it was done.</param>
/// <param name="Who">The name of the key it was done with.</param>
/// <param name="Role">The role that allowed it.</param>
/// <param name="What">The operation's name.</param>
/// <param name="Target">What it was done to; persons as pseudonyms.</param>
/// <param name="Outcome">What came of it.</param>
[GenerateSerializer, Immutable, Alias("tock.AuditInfo")]
public sealed record AuditInfo(
    [property: Id(0)] long Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Who,
    [property: Id(3)] string Role,
    [property: Id(4)] string What,
    [property: Id(5)] string Target,
    [property: Id(6)] string Outcome);
