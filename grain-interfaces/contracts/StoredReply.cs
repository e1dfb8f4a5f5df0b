using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>A reply as it is stored.</summary>
/// <param name="Seq">Its place in the session's own order.</param>
/// <param name="Body">The message, as <see cref="Messages.MessageCodec"/> writes it.</param>
[GenerateSerializer, Immutable, Alias("tock.StoredReply")]
public sealed record StoredReply([property: Id(0)] long Seq, [property: Id(1)] byte[] Body);
