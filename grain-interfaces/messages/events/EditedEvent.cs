namespace TockOrleans.Messages;

/// <summary>The user changed an earlier message.</summary>
/// <param name="MessageId">The channel's id of that message.</param>
/// <param name="Text">Its text now.</param>
public sealed record EditedEvent(string MessageId, string Text) : UserEvent;
