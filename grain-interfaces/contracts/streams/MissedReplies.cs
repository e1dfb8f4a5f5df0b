using Orleans;

namespace TockOrleans.GrainInterfaces.Streams;

/// <summary>What the client of a stream has not seen yet.</summary>
/// <param name="Answers">The replies, by the answers they belong to, in order.</param>
/// <param name="Position">Where the session is: a client that has seen them is here.</param>
/// <param name="More">Whether there are more; ask again from the last one.</param>
[GenerateSerializer, Immutable, Alias("tock.MissedReplies")]
public sealed record MissedReplies(
    [property: Id(0)] IReadOnlyList<PushedReplies> Answers,
    [property: Id(1)] StreamPosition Position,
    [property: Id(2)] bool More);
