namespace TockOrleans.Messages;

/// <summary>A card.</summary>
/// <param name="Card">The card.</param>
public sealed record CardMessage(Card Card) : BotMessage;
