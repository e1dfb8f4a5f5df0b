namespace TockOrleans.Messages;

/// <summary>A source of a text.</summary>
/// <param name="Identifier">Its id, unique within the text.</param>
/// <param name="Title">Its title.</param>
/// <param name="Url">Where it lies.</param>
/// <param name="Content">The part that was used.</param>
/// <param name="Score">How well it fits, higher is better.</param>
public sealed record Footnote(
    string Identifier,
    string Title,
    string? Url = null,
    string? Content = null,
    double? Score = null);
