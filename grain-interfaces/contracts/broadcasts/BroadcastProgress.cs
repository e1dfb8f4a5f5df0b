using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>How far a broadcast is.</summary>
/// <param name="Plan">What it says, to whom and how fast.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="Recipients">How many it is for, as far as is known.</param>
/// <param name="Counts">How many recipients there are of each outcome.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Started">When it was started; null: it was not.</param>
/// <param name="Ended">When it was completed or cancelled; null: it was not.</param>
/// <param name="Settled">Whether nothing will change any more.</param>
/// <param name="Hold">
/// What slows it down now, or ended it, in a fixed word; null: nothing but its rate.
/// </param>
[GenerateSerializer, Immutable, Alias("tock.BroadcastProgress")]
public sealed record BroadcastProgress(
    [property: Id(0)] BroadcastPlan Plan,
    [property: Id(1)] BroadcastStage Stage,
    [property: Id(2)] int Recipients,
    [property: Id(3)] IReadOnlyDictionary<RecipientOutcome, int> Counts,
    [property: Id(4)] DateTimeOffset Created,
    [property: Id(5)] DateTimeOffset? Started,
    [property: Id(6)] DateTimeOffset? Ended,
    [property: Id(7)] bool Settled,
    [property: Id(8)] string? Hold);
