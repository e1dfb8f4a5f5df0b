namespace TockOrleans.Messages;

/// <summary>The user or the channel closed the conversation.</summary>
/// <param name="Reason">Why, in the channel's word.</param>
public sealed record ConversationEndedEvent(string? Reason = null) : UserEvent;
