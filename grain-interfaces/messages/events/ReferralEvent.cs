namespace TockOrleans.Messages;

/// <summary>The user came through a link, an advertisement or a code.</summary>
/// <param name="Ref">The reference the link carried.</param>
/// <param name="Source">Where it stood, in the channel's word.</param>
public sealed record ReferralEvent(string Ref, string? Source = null) : UserEvent;
