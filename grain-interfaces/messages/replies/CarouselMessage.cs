namespace TockOrleans.Messages;

/// <summary>Cards side by side.</summary>
/// <param name="Cards">The cards, first to last; at least one.</param>
public sealed record CarouselMessage(IReadOnlyList<Card> Cards) : BotMessage;
