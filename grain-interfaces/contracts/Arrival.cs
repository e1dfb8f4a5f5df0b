using Orleans;
using TockOrleans.GrainInterfaces.Streams;
using TockOrleans.Messages;

namespace TockOrleans.GrainInterfaces;

/// <summary>An event on its way into a session.</summary>
/// <param name="EventId">The connector's canonical id of the event.</param>
/// <param name="Body">The event, as <see cref="Messages.MessageCodec"/> writes it.</param>
/// <param name="Wait">What the caller waits for.</param>
/// <param name="Budget">How long this call may take, at most 2 seconds.</param>
[GenerateSerializer, Immutable, Alias("tock.Arrival")]
public sealed record Arrival(
    [property: Id(0)] string EventId,
    [property: Id(1)] byte[] Body,
    [property: Id(2)] WaitFor Wait,
    [property: Id(3)] TimeSpan Budget)
{
    /// <summary>
    /// The event itself, for a session on the same node: it travels no further, and is read from
    /// <see cref="Body"/> there.
    /// </summary>
    [field: NonSerialized]
    public InboundEvent? Inbound { get; init; }

    /// <summary>Where the answer is shown while it grows; null: the caller only takes it whole.
    /// </summary>
    [Id(4)]
    public IReplyTarget? ShownTo { get; init; }
}
