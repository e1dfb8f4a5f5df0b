namespace TockOrleans.Messages;

/// <summary>The user is typing, or stopped.</summary>
/// <param name="On">Whether they are typing.</param>
public sealed record TypingEvent(bool On = true) : UserEvent;
