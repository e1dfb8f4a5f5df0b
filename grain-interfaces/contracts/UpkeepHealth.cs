using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>What the last look after an endpoint at its channel brought.</summary>
/// <param name="At">When it was.</param>
/// <param name="Problem">What an operator has to see to; null: nothing.</param>
/// <param name="Done">What was put right the last time something was; null: nothing yet.</param>
[GenerateSerializer, Immutable, Alias("tock.UpkeepHealth")]
public sealed record UpkeepHealth(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string? Problem,
    [property: Id(2)] string? Done);
