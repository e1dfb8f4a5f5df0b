using Orleans;

namespace TockOrleans.GrainInterfaces.Streams;

/// <summary>
/// What the answer to an event has grown to so far. It is on no disk and may change or vanish; the
/// answer's replies take its place.
/// </summary>
/// <param name="Session">The session's key.</param>
/// <param name="ResponseId">See <see cref="Acceptance.ResponseId"/>.</param>
/// <param name="EventId">The connector's canonical id of the event.</param>
/// <param name="Messages">
/// The messages so far, as <see cref="TockOrleans.Messages.MessageCodec"/> writes them; the last
/// one may still grow.
/// </param>
[GenerateSerializer, Immutable, Alias("tock.GrowingReplies")]
public sealed record GrowingReplies(
    [property: Id(0)] string Session,
    [property: Id(1)] string ResponseId,
    [property: Id(2)] string EventId,
    [property: Id(3)] IReadOnlyList<byte[]> Messages);
