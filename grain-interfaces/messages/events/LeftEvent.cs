namespace TockOrleans.Messages;

/// <summary>Somebody, or the bot itself, left the room.</summary>
/// <param name="Members">The channel's ids of those who left.</param>
/// <param name="Bot">Whether the bot is among them (an uninstall).</param>
public sealed record LeftEvent(IReadOnlyList<string> Members, bool Bot = false) : UserEvent;
