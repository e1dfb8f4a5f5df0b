namespace TockOrleans.Messages;

/// <summary>The user reacted to a message, or took a reaction back.</summary>
/// <param name="MessageId">The channel's id of that message.</param>
/// <param name="Emoji">The reaction: an emoji or the channel's name of one.</param>
/// <param name="Removed">Whether it was taken back.</param>
public sealed record ReactionEvent(
    string MessageId,
    string Emoji,
    bool Removed = false) : UserEvent;
