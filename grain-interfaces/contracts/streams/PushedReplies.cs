using Orleans;

namespace TockOrleans.GrainInterfaces.Streams;

/// <summary>Replies of one answer, on their way to the clients that hold streams open.</summary>
/// <param name="Session">The session's key.</param>
/// <param name="Life">See <see cref="StreamPosition.Session"/>.</param>
/// <param name="ResponseId">See <see cref="Acceptance.ResponseId"/>.</param>
/// <param name="Replies">The replies, in order.</param>
/// <param name="After">
/// The place of the reply before these: a client that is not there yet has missed something.
/// </param>
[GenerateSerializer, Immutable, Alias("tock.PushedReplies")]
public sealed record PushedReplies(
    [property: Id(0)] string Session,
    [property: Id(1)] long Life,
    [property: Id(2)] string ResponseId,
    [property: Id(3)] IReadOnlyList<StoredReply> Replies,
    [property: Id(4)] long After = 0);
