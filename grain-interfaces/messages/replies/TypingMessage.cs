namespace TockOrleans.Messages;

/// <summary>Shows the user that the bot is at work; never kept longer than a few seconds.</summary>
/// <param name="On">Whether to show or to hide the sign.</param>
public sealed record TypingMessage(bool On = true) : BotMessage;
