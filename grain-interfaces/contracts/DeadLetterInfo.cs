using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>A reply that was given up.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">When it was said.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Reason">Why it was given up: a fixed word, then the channel's code.</param>
/// <param name="Body">The message, as <see cref="Messages.MessageCodec"/> writes it.</param>
[GenerateSerializer, Immutable, Alias("tock.DeadLetterInfo")]
public sealed record DeadLetterInfo(
    [property: Id(0)] DeadLetterName Name,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] int Attempts,
    [property: Id(3)] string Reason,
    [property: Id(4)] byte[] Body);
