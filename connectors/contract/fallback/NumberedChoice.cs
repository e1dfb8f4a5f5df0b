using System.Globalization;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>A choice the user sees as numbered text and answers by typing its number.</summary>
/// <param name="Number">The number, from 1 on within one bot message.</param>
/// <param name="Title">What stands behind the number.</param>
/// <param name="Payload">The encoded choice it stands for.</param>
/// <param name="NlpText">
/// What is understood in place of the title, when there is no payload.
/// </param>
public sealed record NumberedChoice(
    int Number, string Title, string? Payload = null, string? NlpText = null)
{
    /// <summary>
    /// The choice a user's text names: its number (<c>2</c>, <c>2.</c>, <c>#2</c>) or its title.
    /// </summary>
    /// <param name="choices">The choices last offered.</param>
    /// <param name="text">What the user wrote.</param>
    /// <returns>The choice; null: the text is something else and taken as it is.</returns>
    public static NumberedChoice? Find(IReadOnlyList<NumberedChoice> choices, string text)
    {
        var answer = text.Trim();
        return int.TryParse(
                answer.Trim('#', '.', ')', '(', ' '),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number)
            ? choices.FirstOrDefault(choice => choice.Number == number)
            : choices.FirstOrDefault(choice =>
                choice.Title.Trim().Equals(answer, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The event that choosing it on a richer channel would have been.</summary>
    public UserEvent ToEvent() => Payload is null
        ? new TextEvent(NlpText ?? Title)
        : ChoicePayload.Parse(Payload) with { Title = Title };
}
