namespace TockOrleans.Messages;

/// <summary>Asks the user for a place, with the channel's own control where it has one.</summary>
/// <param name="Text">The question.</param>
public sealed record LocationRequestMessage(string Text) : BotMessage;
