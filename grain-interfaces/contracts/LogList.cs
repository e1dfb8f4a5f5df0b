using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>A page of the conversation log.</summary>
/// <param name="Entries">The entries; there may be none though others follow.</param>
/// <param name="NextSession">The session to go on after; null: this was the last page.</param>
/// <param name="NextSeq">The entry to go on after.</param>
[GenerateSerializer, Immutable, Alias("tock.LogList")]
public sealed record LogList(
    [property: Id(0)] IReadOnlyList<LogInfo> Entries,
    [property: Id(1)] string? NextSession,
    [property: Id(2)] long NextSeq);
