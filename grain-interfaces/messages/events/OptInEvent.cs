namespace TockOrleans.Messages;

/// <summary>The user agreed to be written to.</summary>
/// <param name="Topic">What about, where the channel distinguishes.</param>
/// <param name="Token">The channel's permission to write, where it hands one out.</param>
public sealed record OptInEvent(string? Topic = null, string? Token = null) : UserEvent;
