namespace TockOrleans.Messages;

/// <summary>The user does not want to be written to any more.</summary>
/// <param name="Topic">What about, where the channel distinguishes.</param>
public sealed record OptOutEvent(string? Topic = null) : UserEvent;
