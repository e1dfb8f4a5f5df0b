namespace TockOrleans.Messages;

/// <summary>The user wrote (or a channel transcribed) text.</summary>
/// <param name="Text">The text, markup of the channel and mentions of the bot removed.</param>
/// <param name="QuotedMessageId">The channel's id of the message this one answers.</param>
public sealed record TextEvent(string Text, string? QuotedMessageId = null) : UserEvent;
