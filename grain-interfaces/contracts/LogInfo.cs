using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>An entry of the conversation log.</summary>
/// <param name="Session">Whose it is.</param>
/// <param name="Seq">Its place in the session's order.</param>
/// <param name="Turn">The event whose turn it belongs to; an event's own number.</param>
/// <param name="IsEvent">Whether it is an event, not a reply.</param>
/// <param name="Status">How far it is, in a word.</param>
/// <param name="Attempts">How often its turn, or its delivery, was begun.</param>
/// <param name="At">When it was written.</param>
/// <param name="VendorId">The channel's id of a delivered reply, where known.</param>
/// <param name="Reason">Why a reply is dead: a fixed word, then the channel's code.</param>
/// <param name="Body">
/// The event or message, as <see cref="Messages.MessageCodec"/> writes it.
/// </param>
[GenerateSerializer, Immutable, Alias("tock.LogInfo")]
public sealed record LogInfo(
    [property: Id(0)] string Session,
    [property: Id(1)] long Seq,
    [property: Id(2)] long Turn,
    [property: Id(3)] bool IsEvent,
    [property: Id(4)] string Status,
    [property: Id(5)] int Attempts,
    [property: Id(6)] DateTimeOffset At,
    [property: Id(7)] string? VendorId,
    [property: Id(8)] string? Reason,
    [property: Id(9)] byte[] Body);
