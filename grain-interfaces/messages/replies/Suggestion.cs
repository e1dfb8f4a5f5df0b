namespace TockOrleans.Messages;

/// <summary>
/// A ready answer. Choosing it sends its payload as a choice, else its text as if typed.
/// </summary>
/// <param name="Title">What the user sees.</param>
/// <param name="Payload">An encoded choice, see <see cref="ChoicePayload"/>.</param>
/// <param name="NlpText">
/// What is understood in place of the title, when there is no payload.
/// </param>
/// <param name="ImageUrl">A small picture.</param>
/// <param name="Style">How much it stands out.</param>
public sealed record Suggestion(
    string Title,
    string? Payload = null,
    string? NlpText = null,
    string? ImageUrl = null,
    EmphasisStyle Style = EmphasisStyle.Primary);
