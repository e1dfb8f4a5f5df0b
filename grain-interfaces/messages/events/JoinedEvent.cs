namespace TockOrleans.Messages;

/// <summary>Somebody, or the bot itself, joined the room.</summary>
/// <param name="Members">The channel's ids of those who joined.</param>
/// <param name="Bot">Whether the bot is among them (an install).</param>
public sealed record JoinedEvent(IReadOnlyList<string> Members, bool Bot = false) : UserEvent;
