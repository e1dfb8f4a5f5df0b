namespace TockOrleans.Messages;

/// <summary>The user deleted an earlier message.</summary>
/// <param name="MessageId">The channel's id of that message.</param>
public sealed record DeletedEvent(string MessageId) : UserEvent;
