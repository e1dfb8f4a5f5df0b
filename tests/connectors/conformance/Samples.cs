using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>
/// A message of every kind with every part, its texts single words that no channel escapes, and
/// the words a user must get to see or send back.
/// </summary>
internal static class Samples
{
    private static readonly Button Choice = new("choice1title", "choice1payload?k=choice1value");

    private static readonly Button Plain = new("plain1title", Style: EmphasisStyle.Secondary);

    private static readonly Button Link = new(
        "link1title", Url: "https://example.org/link1url", Target: "_self", WindowFeatures: "a=1");

    private static readonly Footnote Note = new(
        "note1", "note1title", "https://example.org/note1url", "note1content", 0.5);

    private static readonly Media Picture = new("https://example.org/card1url");

    private static readonly Media Film = new("https://example.org/card3url", MediaKind.Video);

    private static readonly Suggestion[] Suggestions =
    [
        new("suggestion1title", "suggestion1payload?k=suggestion1value"),
        new("suggestion2title", NlpText: "suggestion2text", Style: EmphasisStyle.Secondary),
        new("suggestion3title"),
    ];

    private static readonly string[] SuggestionWords =
    [
        "suggestion1title", "suggestion1payload", "suggestion1value", "suggestion2title",
        "suggestion2text", "suggestion3title",
    ];

    private static readonly string[] ButtonWords =
    [
        "choice1title", "choice1payload", "choice1value", "plain1title", "link1title", "link1url",
    ];

    public static IReadOnlyList<(BotMessage Message, string[] Words)> All { get; } =
    [
        .. Bodies.Select(body => body),
        .. Bodies.Select(body => (
            body.Message with { Suggestions = Suggestions },
            (string[])[.. body.Words, .. SuggestionWords])),
        (new TextMessage("text9")
            {
                Suggestions = [.. Many(60).Select(s => new Suggestion(s, s + "x"))],
            },
            [.. Many(60)]),
        (new TextMessage("text10", Buttons: [.. Many(60).Select(s => new Button(s, s + "x"))]),
            [.. Many(60)]),
        (new CarouselMessage([.. Many(60).Select(s => new Card(s, s + "sub"))]), [.. Many(60)]),
        (new TextMessage(string.Join(' ', Enumerable.Repeat("long", 30_000)) + " last11"),
            ["last11"]),
        (new TextMessage("text12", Buttons: [new Button(new string('b', 1_999) + " button12")]),
            ["button12"]),
    ];

    private static IEnumerable<(BotMessage Message, string[] Words)> Bodies =>
    [
        (new TextMessage("text1"), ["text1"]),
        (new TextMessage("text2", Buttons: [Choice, Plain, Link]), ["text2", .. ButtonWords]),
        (new TextMessage("text3", Footnotes: [Note]),
            ["text3", "note1", "note1title", "note1url", "note1content"]),
        (new TextMessage("", new Speech("spoken1")), ["spoken1"]),
        (new TextMessage("", new Speech(Ssml: "<speak>spoken2</speak>")), ["spoken2"]),
        (new CardMessage(new Card("card1title", "card1sub", Picture, [Choice, Link])),
            ["card1title", "card1sub", "card1url", "choice1payload", "link1url"]),
        (new CardMessage(new Card("card2title")), ["card2title"]),
        (new CardMessage(new Card(Media: Film)), ["card3url"]),
        (new CarouselMessage(
            [new Card("card4title", Buttons: [Plain]), new Card("card5title", "card5sub")]),
            ["card4title", "plain1title", "card5title", "card5sub"]),
        .. Enum.GetValues<MediaKind>().Select(kind => (
            (BotMessage)new MediaMessage(
                new Media("https://example.org/file1url", kind, "file1name", "file1text", "a/b"),
                "file1title"),
            (string[])["file1url", "file1title"])),
        (new MediaMessage(new Media("https://example.org/file2url")), ["file2url"]),
        (new MediaMessage(new Media(InlineFile.Write("file"u8, "text/plain"), Name: "inline1name")),
            ["inline1name"]),
        (new CardMessage(new Card("card6title", Media: new Media(
            InlineFile.Write("file"u8, "image/png"), Name: "inline2name"))),
            ["card6title", "inline2name"]),
        (new LocationRequestMessage("where1"), ["where1"]),
        (new MetadataMessage(new Dictionary<string, string> { ["name1"] = "value1" }), []),
        (new TypingMessage(), []),
        (new EndOfConversationMessage("reason1"), []),
        (new NativeMessage("another", """{"a":1}"""), []),
        (new UnsupportedMessage("hologram", """{"kind":"hologram"}"""), []),
    ];

    private static IEnumerable<string> Many(int count) =>
        Enumerable.Range(100, count).Select(i => $"item{i}");
}
