using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>One recipient of a broadcast.</summary>
/// <param name="Session">The session, as <see cref="Messages.SessionId"/> writes it.</param>
/// <param name="Outcome">What became of the broadcast for them.</param>
/// <param name="Reason">Why it is dead: a fixed word, then the channel's code.</param>
[GenerateSerializer, Immutable, Alias("tock.Recipient")]
public sealed record Recipient(
    [property: Id(0)] string Session,
    [property: Id(1)] RecipientOutcome Outcome,
    [property: Id(2)] string? Reason = null);
