using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>How far an erasure is.</summary>
/// <param name="Done">Whether it is over.</param>
/// <param name="Persons">How many persons it looked for so far.</param>
/// <param name="Sessions">How many sessions it erased.</param>
/// <param name="Failed">How many it could not erase: begin it again for them.</param>
/// <param name="Scrubbed">Whether their bytes have left the store's files, too.</param>
/// <param name="Problem">What went wrong last; null: nothing.</param>
[GenerateSerializer, Immutable, Alias("tock.ErasureProgress")]
public sealed record ErasureProgress(
    [property: Id(0)] bool Done,
    [property: Id(1)] int Persons,
    [property: Id(2)] int Sessions,
    [property: Id(3)] int Failed,
    [property: Id(4)] bool Scrubbed,
    [property: Id(5)] string? Problem);
