using System.Net;
using CsCheck;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Fallbacks;

/// <summary>Any message, and any channel.</summary>
internal static class Arbitrary
{
    private static readonly Gen<string> Word = Gen.Frequency(
        (8, Gen.String[Gen.Char['a', 'z'], 1, 8]),
        (1, OneOf(
            "👨‍👩‍👧", "👍🏽", "e\u0301\u0301", "naïve", "東京。", "🇫🇷", "1 < 2 & 3", "100%")),
        (1, Gen.String[Gen.Char['a', 'z'], 40, 300]));

    private static readonly Gen<string> Gap = OneOf(" ", " ", ". ", "! ", "\n", "\n\n", "\r\n");

    private static readonly Gen<string> Text = Gen.Select(Word, Gap).Array[0, 60]
        .Select(parts => string.Concat(parts.Select(part => part.Item1 + part.Item2)));

    private static readonly Gen<string> Label =
        Word.Array[1, 4].Select(words => string.Join(' ', words));

    private static readonly Gen<string> Url =
        Gen.Int[1, 999].Select(i => $"https://example.org/{i}");

    private static readonly Gen<string> Payload = Gen.Int[1, 999].Select(i => $"intent{i}?k=v{i}");

    private static readonly Gen<Button> Button = Gen.Select(Label, Maybe(Payload), Maybe(Url))
        .Select((title, payload, url) => new Button(title, url is null ? payload : null, url));

    private static readonly Gen<Suggestion> Suggestion =
        Gen.Select(Label, Maybe(Payload), Maybe(Label)).Select((title, payload, text) =>
            new Suggestion(title, payload, payload is null ? text : null));

    private static readonly Gen<Footnote> Footnote =
        Gen.Select(Label, Label, Maybe(Url), Maybe(Text))
            .Select((id, title, url, content) => new Footnote(id, title, url, content));

    private static readonly Gen<Media> Media =
        Gen.Select(Url, Gen.Enum<MediaKind>(), Maybe(Label), Maybe(Label))
            .Select((url, kind, name, description) => new Media(url, kind, name, description));

    private static readonly Gen<Card> Card =
        Gen.Select(Maybe(Text), Maybe(Text), Maybe(Media), Maybe(List(Button, 6)))
            .Select((title, sub, media, buttons) => new Card(title, sub, media, buttons))
            .Where(card => card != new Card());

    private static readonly Gen<Speech> Speech = Gen.Select(Text, Gen.Bool).Select((text, ssml) =>
        ssml
            ? new Speech(Ssml: $"<speak>{WebUtility.HtmlEncode(text)}</speak>")
            : new Speech(text));

    private static readonly Gen<BotMessage> Body = Gen.OneOf(
        Gen.Select(Text, Maybe(Speech), Maybe(List(Button, 8)), Maybe(List(Footnote, 3)))
            .Select(BotMessage (text, speech, buttons, notes) =>
                new TextMessage(text, speech, buttons, notes)),
        Card.Select(BotMessage (card) => new CardMessage(card)),
        List(Card, 8).Where(cards => cards.Count > 0)
            .Select(BotMessage (cards) => new CarouselMessage(cards)),
        Gen.Select(Media, Maybe(Text))
            .Select(BotMessage (media, title) => new MediaMessage(media, title)),
        Text.Select(BotMessage (text) => new LocationRequestMessage(text)),
        Gen.Bool.Select(BotMessage (on) => new TypingMessage(on)),
        Maybe(Label).Select(BotMessage (reason) => new EndOfConversationMessage(reason)),
        Label.Select(BotMessage (value) =>
            new MetadataMessage(new Dictionary<string, string> { ["name"] = value })),
        Gen.Const<BotMessage>(new NativeMessage("web", """{"a":1}""")));

    private static readonly Gen<Capabilities> Channel =
        from textMax in OneOf(30, 100, 640, 4_000)
        from labelMax in OneOf(5, 20, 75, 2_000)
        from suggestionsMax in OneOf(0, 0, 1, 3, 13)
        from buttonsMax in OneOf(0, 0, 1, 3, 50)
        from carouselMax in OneOf(0, 0, 1, 10)
        from media in Gen.Enum<MediaKind>().HashSet[0, 5]
        from flags in Gen.Bool.Array[6]
        select new Capabilities
        {
            TextMax = textMax,
            LabelMax = labelMax,
            SuggestionsMax = suggestionsMax,
            ButtonsMax = buttonsMax,
            CarouselMax = carouselMax,
            Media = [.. media],
            Cards = flags[0],
            Footnotes = flags[1],
            LocationRequest = flags[2],
            Metadata = flags[3],
            Typing = flags[4],
            Voice = flags[5],
        };

    public static Gen<(BotMessage Message, Capabilities Channel)> MessageAndChannel { get; } =
        Gen.Select(Body, Maybe(List(Suggestion, 20)), Channel)
            .Select(
                (body, suggestions, channel) => (body with { Suggestions = suggestions }, channel));

    private static Gen<T> OneOf<T>(params T[] values) =>
        Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class =>
            Gen.Frequency((1, Gen.Const((T?)null)), (2, gen.Select(T? (value) => value)));

    private static Gen<IReadOnlyList<T>> List<T>(Gen<T> gen, int max) =>
        gen.Array[0, max].Select(IReadOnlyList<T> (items) => items);
}
