namespace TockOrleans.Messages;

/// <summary>A text.</summary>
/// <param name="Text">Plain text; what a screen shows.</param>
/// <param name="Speech">What a voice says instead; null: the text.</param>
/// <param name="Buttons">Buttons under the text.</param>
/// <param name="Footnotes">The sources of the text.</param>
public sealed record TextMessage(
    string Text,
    Speech? Speech = null,
    IReadOnlyList<Button>? Buttons = null,
    IReadOnlyList<Footnote>? Footnotes = null) : BotMessage;
