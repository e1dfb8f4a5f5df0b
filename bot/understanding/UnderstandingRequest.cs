namespace TockOrleans.Bot;

/// <summary>A text to understand.</summary>
/// <param name="Text">What the user said.</param>
/// <param name="Locale">One of the bot's locales.</param>
/// <param name="Today">The user's date: what "tomorrow" counts from.</param>
/// <param name="CurrentIntents">
/// The intents the current story supports: where two fit alike, one of these is meant.
/// </param>
public sealed record UnderstandingRequest(
    string Text, string Locale, DateOnly Today, IReadOnlyCollection<string> CurrentIntents);
