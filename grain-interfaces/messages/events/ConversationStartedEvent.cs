namespace TockOrleans.Messages;

/// <summary>The user opened the conversation without saying anything yet.</summary>
/// <param name="Source">How: a menu, a launch phrase, an install …, in the channel's word.</param>
public sealed record ConversationStartedEvent(string? Source = null) : UserEvent;
