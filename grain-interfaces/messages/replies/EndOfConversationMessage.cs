namespace TockOrleans.Messages;

/// <summary>Ends the conversation: a voice channel hangs up, others ignore it.</summary>
/// <param name="Reason">Why, for the log and for channels that hand it on.</param>
public sealed record EndOfConversationMessage(string? Reason = null) : BotMessage;
