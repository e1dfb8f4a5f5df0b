namespace TockOrleans.Client;

/// <summary>Cards side by side.</summary>
/// <param name="Cards">The cards.</param>
public sealed record WebCarousel(IReadOnlyList<WebCard> Cards);
