using System.Net;
using System.Text.RegularExpressions;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <content>Texts, their buttons and their suggestions.</content>
internal sealed partial class Fitting
{
    private void AddText(TextMessage text, IReadOnlyList<Suggestion> suggestions)
    {
        // What is added at the end: first what belongs to the text, last what is to be answered.
        var notes = new List<string?>();
        var offers = new List<string?>();
        if (!channel.Footnotes)
            notes.AddRange((text.Footnotes ?? []).SelectMany(Describe));
        var kept = suggestions.Take(channel.SuggestionsMax).Select(s => Shorten(s, notes)).ToList();
        var rest = suggestions.Skip(channel.SuggestionsMax);
        var asButtons = channel is { SuggestionsMax: 0, ButtonsMax: > 0 };
        var buttons = PlaceButtons(
            asButtons ? (text.Buttons ?? []).Concat(rest.Select(AsButton)) : text.Buttons ?? [],
            notes,
            offers);
        if (!asButtons)
            offers.AddRange(rest.Select(s => Number(s.Title, s.Payload, s.NlpText)));
        var footnotes = channel.Footnotes && text.Footnotes?.Count > 0 ? text.Footnotes : null;

        var first = messages.Count;
        AddParts(text, Paragraphs([Lines(notes), Lines(offers)]));
        var holds = buttons.Count > 0 || kept.Count > 0 || footnotes is not null;
        if (holds && messages.Count == first)
            messages.Add(new TextMessage(Fallback.NoText));
        if (footnotes is not null)
            messages[^1] = (TextMessage)messages[^1] with { Footnotes = footnotes };
        AddButtons(buttons, Fallback.NoText);
        if (kept.Count > 0)
            messages[^1] = messages[^1] with { Suggestions = kept };
    }

    /// <summary>Lays out a text and what is added to it, in as many messages as it takes.</summary>
    private void AddParts(TextMessage text, string added)
    {
        var spoken = channel.Voice ? text.Speech : null;
        var shown = channel.Voice || !string.IsNullOrWhiteSpace(text.Text)
            ? text.Text
            : Plain(text.Speech);
        // What is spoken in place of the text does not say what is added: that comes after it.
        var texts = TextSplitter.Split(
            spoken is null ? Paragraphs([shown, added]) : shown, channel.TextMax);
        if (spoken is null)
        {
            messages.AddRange(texts.Select(part => new TextMessage(part)));
            return;
        }
        var speeches = Fits(spoken)
            ? [spoken]
            : TextSplitter.Split(Plain(spoken), channel.TextMax)
                .Select(part => new Speech(part)).ToArray();
        for (var i = 0; i < Math.Max(texts.Count, speeches.Length); i++)
            messages.Add(new TextMessage(
                i < texts.Count ? texts[i] : "",
                i < speeches.Length ? speeches[i] : new Speech("")));
        messages.AddRange(
            TextSplitter.Split(added, channel.TextMax).Select(part => new TextMessage(part)));
    }

    /// <summary>Puts buttons on the last message, and the rest on further ones.</summary>
    private void AddButtons(IReadOnlyList<Button> buttons, string overflowText)
    {
        foreach (var (index, chunk) in buttons.Chunk(Math.Max(1, channel.ButtonsMax)).Index())
        {
            if (index > 0)
                messages.Add(new TextMessage(overflowText));
            messages[^1] = (TextMessage)messages[^1] with { Buttons = chunk };
        }
    }

    /// <summary>The buttons that can be shown; those that cannot go to the text.</summary>
    private List<Button> PlaceButtons(
        IEnumerable<Button> buttons, List<string?> notes, List<string?> offers)
    {
        var shown = new List<Button>();
        foreach (var button in buttons)
        {
            if (channel.ButtonsMax > 0)
                shown.Add(Shorten(button, notes));
            else if (button.Url is not null)
                notes.Add($"{button.Title}: {button.Url}");
            else
                offers.Add(Number(button.Title, button.Payload, nlpText: null));
        }
        return shown;
    }

    private string Number(string title, string? payload, string? nlpText)
    {
        var choice = new NumberedChoice(choices.Count + 1, title, payload, nlpText);
        choices.Add(choice);
        return $"{choice.Number}. {title}";
    }

    private Button Shorten(Button button, List<string?> notes)
    {
        if (button.Title.Length <= channel.LabelMax)
            return button;
        notes.Add(button.Title);
        return button with
        {
            Title = TextSplitter.Shorten(button.Title, channel.LabelMax),
            Payload = button.Payload ?? (button.Url is null ? AsTyped(button.Title) : null),
        };
    }

    private Suggestion Shorten(Suggestion suggestion, List<string?> notes)
    {
        if (suggestion.Title.Length <= channel.LabelMax)
            return suggestion;
        notes.Add(suggestion.Title);
        return suggestion with
        {
            Title = TextSplitter.Shorten(suggestion.Title, channel.LabelMax),
            NlpText = suggestion.NlpText ?? (suggestion.Payload is null ? suggestion.Title : null),
        };
    }

    private static Button AsButton(Suggestion suggestion) => new(
        suggestion.Title,
        suggestion.Payload ?? (suggestion.NlpText is { } text ? AsTyped(text) : null),
        ImageUrl: suggestion.ImageUrl,
        Style: suggestion.Style);

    /// <summary>The payload of a button that stands for a text the user might have typed.</summary>
    private static string AsTyped(string text) => ChoicePayload.Format(
        ChoicePayload.NlpKey, [KeyValuePair.Create(ChoicePayload.NlpKey, text)]);

    private static IEnumerable<string?> Describe(Footnote note) =>
        [$"[{note.Identifier}] {note.Title} {note.Url}".TrimEnd(), note.Content];

    private bool Fits(Speech speech) =>
        Math.Max(speech.Ssml?.Length ?? 0, speech.Text?.Length ?? 0) <= channel.TextMax;

    /// <summary>A speech as plain text: its own, or its mark-up without the tags.</summary>
    private static string Plain(Speech? speech) => string.IsNullOrWhiteSpace(speech?.Text)
        ? WebUtility.HtmlDecode(Tag().Replace(Pause().Replace(speech?.Ssml ?? "", " "), "")).Trim()
        : speech.Text;

    private static string Paragraphs(IEnumerable<string?> texts) =>
        string.Join("\n\n", texts.Where(text => !string.IsNullOrWhiteSpace(text)));

    // Neither has a time limit: both take a step a letter, and only a busy machine would meet one.

    /// <summary>Tags that a listener hears as a gap between words.</summary>
    [GeneratedRegex(@"</?(speak|p|s|break)\b[^<>]*>")]
    private static partial Regex Pause();

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Tag();
}
