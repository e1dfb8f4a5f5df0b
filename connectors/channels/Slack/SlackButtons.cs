using System.Globalization;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Makes elements of the buttons and suggestions of one message, each with a name of its own.
/// </summary>
internal sealed class SlackButtons
{
    /// <summary>Begins the names of links, whose clicks come back too and mean nothing.</summary>
    public const string LinkPrefix = "tock.link.";

    private const string ChoicePrefix = "tock.choice.";

    /// <summary>More suggestions than this are a menu.</summary>
    private const int RowMax = 10;

    private int count;

    /// <summary>The buttons, in as many rows as it takes.</summary>
    public IEnumerable<SlackBlock> Rows(IReadOnlyList<Button>? buttons) =>
        Rows(Elements(buttons));

    public List<SlackElement> Elements(IReadOnlyList<Button>? buttons)
    {
        if (buttons is null or { Count: 0 })
            return [];
        var mixed = buttons.Any(button => button.Style == EmphasisStyle.Secondary);
        return [.. buttons.Select(button => button.Url is { } url
            ? new SlackElement(Next(LinkPrefix), button.Title, null, url, IsPrimary(button.Style))
            : new SlackElement(
                Next(ChoicePrefix),
                button.Title,
                Value(button),
                null,
                IsPrimary(button.Style)))];

        // Where all stand out none does: Slack's green is for one among others.
        bool IsPrimary(EmphasisStyle style) => mixed && style == EmphasisStyle.Primary;
    }

    /// <summary>Suggestions: a row of buttons, or a menu where they are many and fit it.</summary>
    public IEnumerable<SlackBlock> Suggestions(IReadOnlyList<Suggestion>? suggestions)
    {
        if (suggestions is null or { Count: 0 })
            return [];
        var elements = Elements([.. suggestions.Select(suggestion => new Button(
            suggestion.Title,
            suggestion.Payload ?? Typed(suggestion.NlpText ?? suggestion.Title),
            Style: suggestion.Style))]);
        return elements.Count > RowMax
            && elements.TrueForAll(element => element.Value!.Length <= SlackLimits.OptionValueMax)
                ? [new SlackBlock.Menu(elements[0].ActionId, elements)]
                : Rows(elements);
    }

    private static IEnumerable<SlackBlock> Rows(List<SlackElement> elements) =>
        elements.Chunk(SlackLimits.ElementsMax).Select(row => new SlackBlock.Row(row));

    private string Next(string prefix) =>
        prefix + (++count).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// What a button sends back: its payload, else its title as if typed. That is also what is
    /// left of a payload longer than Slack takes.
    /// </summary>
    private static string Value(Button button) =>
        button.Payload is { Length: > 0 and <= SlackLimits.ButtonValueMax } payload
            ? payload
            : Typed(button.Title);

    /// <summary>The payload that stands for a text the user might have typed.</summary>
    private static string Typed(string text) => ChoicePayload.Format(
        ChoicePayload.NlpKey, [KeyValuePair.Create(ChoicePayload.NlpKey, text)]);
}
