using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>Names a dead letter.</summary>
/// <param name="Session">The session, as <see cref="Messages.SessionId"/> writes it.</param>
/// <param name="Seq">Its place in the session's order.</param>
[GenerateSerializer, Immutable, Alias("tock.DeadLetterName")]
public readonly record struct DeadLetterName(
    [property: Id(0)] string Session, [property: Id(1)] long Seq);
