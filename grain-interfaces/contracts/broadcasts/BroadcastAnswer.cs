using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>What became of an order to a broadcast.</summary>
/// <param name="Status">Whether it was carried out.</param>
/// <param name="Problem">Why not.</param>
/// <param name="Number">The number of an upload, or of its recipients.</param>
[GenerateSerializer, Immutable, Alias("tock.BroadcastAnswer")]
public sealed record BroadcastAnswer(
    [property: Id(0)] BroadcastAnswerStatus Status,
    [property: Id(1)] string? Problem = null,
    [property: Id(2)] long Number = 0)
{
    /// <summary>It was carried out, and is on disk.</summary>
    public static BroadcastAnswer Done { get; } = new(BroadcastAnswerStatus.Done);

    /// <summary>There is no such broadcast.</summary>
    public static BroadcastAnswer Missing { get; } =
        new(BroadcastAnswerStatus.Missing, "there is no such broadcast");
}
