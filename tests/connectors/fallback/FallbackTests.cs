using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Fallbacks;

public sealed partial class FallbackTests
{
    private static readonly Capabilities TextOnly = new() { TextMax = 200 };

    private static readonly Capabilities Rich = new()
    {
        TextMax = 200,
        SuggestionsMax = 3,
        ButtonsMax = 2,
        LabelMax = 20,
        Cards = true,
        CarouselMax = 2,
        Media = [MediaKind.Image],
        Footnotes = true,
        LocationRequest = true,
        Metadata = true,
        Typing = true,
    };

    private static readonly Suggestion[] YesNo =
        [new("Yes", "yes"), new("No", NlpText: "no, thanks")];

    [Fact]
    public void Suggestions_become_numbered_text_where_there_is_nothing_to_tap()
    {
        var fitted = Fallback.Adapt(new TextMessage("Sure?") { Suggestions = YesNo }, TextOnly);
        Equal([new TextMessage("Sure?\n\n1. Yes\n2. No")], fitted.Messages);
        Assert.Equal(
            [
                new NumberedChoice(1, "Yes", "yes"),
                new NumberedChoice(2, "No", NlpText: "no, thanks"),
            ],
            fitted.Choices);
    }

    [Fact]
    public void Suggestions_become_buttons_where_there_are_only_buttons() => Equal(
        [
            new TextMessage(
                "Sure?", Buttons: [new("Yes", "yes"), new("No", "_nlp?_nlp=no%2C+thanks")]),
        ],
        Fallback.Fit(
            new TextMessage("Sure?") { Suggestions = YesNo }, TextOnly with { ButtonsMax = 3 }));

    [Fact]
    public void Suggestions_too_many_are_numbered() => Equal(
        [
            new TextMessage("Size?\n\n1. D\n2. E")
            {
                Suggestions = [new("A"), new("B"), new("C")],
            },
        ],
        Fallback.Fit(
            new TextMessage("Size?")
            {
                Suggestions = [new("A"), new("B"), new("C"), new("D"), new("E")],
            },
            Rich));

    [Fact]
    public void Suggestions_go_to_the_last_of_several_messages() => Equal(
        [
            new TextMessage("Pick", Buttons: [new("A", "a"), new("B", "b")]),
            new TextMessage("…", Buttons: [new("C", "c")]) { Suggestions = YesNo },
        ],
        Fallback.Fit(
            new TextMessage("Pick", Buttons: [new("A", "a"), new("B", "b"), new("C", "c")])
            {
                Suggestions = YesNo,
            },
            Rich));

    [Fact]
    public void Buttons_become_links_and_numbers_in_a_text() => Equal(
        [new TextMessage("Pick\n\nSite: https://x.example/\n\n1. A\n2. B\n3. C")],
        Fallback.Fit(
            new TextMessage(
                "Pick", Buttons: [new("A", "a"), new("Site", Url: "https://x.example/"), new("B")])
            {
                Suggestions = [new("C")],
            },
            TextOnly));

    [Fact]
    public void A_carousel_becomes_cards_and_cards_become_text()
    {
        var carousel = new CarouselMessage(
            [
                new Card(
                    "One",
                    "first",
                    new Media("https://x.example/1.png", Description: "a one"),
                    [new("Buy", "buy?n=1")]),
                new Card("Two"),
            ])
        {
            Suggestions = [new("More")],
        };
        Equal(
            [
                new TextMessage("One\nfirst\na one\nhttps://x.example/1.png\n\n1. Buy"),
                new TextMessage("Two\n\n2. More"),
            ],
            Fallback.Fit(carousel, TextOnly));
        Equal(
            [
                new CardMessage(carousel.Cards[0]),
                new CardMessage(carousel.Cards[1]) { Suggestions = [new("More")] },
            ],
            Fallback.Fit(carousel, Rich with { CarouselMax = 0 }));
    }

    [Fact]
    public void A_card_becomes_media_text_and_buttons() => Equal(
        [
            new MediaMessage(new Media("https://x.example/1.png")),
            new TextMessage("One\nfirst", Buttons: [new("Buy", "buy")]),
        ],
        Fallback.Fit(
            new CardMessage(new Card(
                "One", "first", new Media("https://x.example/1.png"), [new("Buy", "buy")])),
            Rich with { Cards = false }));

    [Fact]
    public void A_long_carousel_becomes_several() => Equal(
        [
            new CarouselMessage([new Card("1"), new Card("2")]),
            new CarouselMessage([new Card("3")]) { Suggestions = YesNo },
        ],
        Fallback.Fit(
            new CarouselMessage([new Card("1"), new Card("2"), new Card("3")])
            {
                Suggestions = YesNo,
            },
            Rich));

    [Fact]
    public void Buttons_too_many_for_a_card_follow_it() => Equal(
        [
            new CardMessage(new Card("One", Buttons: [new("A", "a"), new("B", "b")])),
            new TextMessage("One", Buttons: [new("C", "c")]),
        ],
        Fallback.Fit(
            new CardMessage(
                new Card("One", Buttons: [new("A", "a"), new("B", "b"), new("C", "c")])),
            Rich));

    [Fact]
    public void A_long_label_is_shortened_and_shown_in_full() => Equal(
        [
            new TextMessage(
                "Pick\n\nA label that is far too long",
                Buttons: [new("A label that is far…", "_nlp?_nlp=A+label+that+is+far+too+long")]),
        ],
        Fallback.Fit(
            new TextMessage("Pick", Buttons: [new("A label that is far too long")]), Rich));

    [Fact]
    public void A_long_label_of_a_suggestion_is_still_understood_in_full() => Equal(
        [
            new TextMessage("Pick\n\nA label that is far too long")
            {
                Suggestions =
                    [new("A label that is far…", NlpText: "A label that is far too long")],
            },
        ],
        Fallback.Fit(
            new TextMessage("Pick") { Suggestions = [new("A label that is far too long")] }, Rich));

    [Fact]
    public void Footnotes_become_text() => Equal(
        [
            new TextMessage(
                "It is so.\n\n[1] The book https://x.example/book\nas it is written\n[2] Hearsay"),
        ],
        Fallback.Fit(
            new TextMessage(
                "It is so.",
                Footnotes:
                [
                    new("1", "The book", "https://x.example/book", "as it is written", 0.9),
                    new("2", "Hearsay"),
                ]),
            TextOnly));

    [Fact]
    public void A_file_the_channel_lacks_becomes_its_name_description_and_link() => Equal(
        [new TextMessage("Listen\nsong.mp3\na song\nhttps://x.example/song.mp3")],
        Fallback.Fit(
            new MediaMessage(
                new Media("https://x.example/song.mp3", MediaKind.Audio, "song.mp3", "a song"),
                "Listen"),
            Rich));

    [Fact]
    public void A_request_for_a_place_becomes_its_question() => Equal(
        [new TextMessage("Where are you?")],
        Fallback.Fit(new LocationRequestMessage("Where are you?"), TextOnly));

    [Fact]
    public void A_long_text_is_cut_between_paragraphs_sentences_and_words()
    {
        var first = string.Join(' ', Enumerable.Repeat("word", 30)) + ".";
        var second = string.Join(' ', Enumerable.Repeat("next", 30)) + "!";
        Equal(
            [new TextMessage(first), new TextMessage(second)],
            Fallback.Fit(new TextMessage($"{first}\n\n{second}"), TextOnly));
        Equal(
            [new TextMessage(first), new TextMessage(second)],
            Fallback.Fit(new TextMessage($"{first} {second}"), TextOnly));
        var words = string.Join(' ', Enumerable.Repeat("abcdefg", 30));
        Assert.All(
            Fallback.Fit(new TextMessage(words), TextOnly),
            part => Assert.EndsWith("abcdefg", ((TextMessage)part).Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_character_of_several_code_points_is_never_cut()
    {
        const string family = "👨‍👩‍👧‍👦";
        var parts = Fallback.Fit(
            new TextMessage(string.Concat(Enumerable.Repeat(family, 100))), TextOnly);
        Assert.All(parts, part => Assert.Equal(
            "", ((TextMessage)part).Text.Replace(family, "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_voice_says_what_it_was_given_and_then_what_was_added()
    {
        var voice = new Capabilities { Voice = true, TextMax = 200 };
        var speech = new Speech(Ssml: "<speak>Sure?</speak>");
        Equal(
            [new TextMessage("Sure?", speech), new TextMessage("1. Yes\n2. No")],
            Fallback.Fit(new TextMessage("Sure?", speech) { Suggestions = YesNo }, voice));
    }

    [Fact]
    public void What_has_no_other_form_is_named()
    {
        Assert.Equal(["typing"], Fallback.Adapt(new TypingMessage(), TextOnly).Skipped);
        Assert.Equal(["empty"], Fallback.Adapt(new TextMessage(" \n"), TextOnly).Skipped);
        Assert.Equal(
            ["metadata"],
            Fallback.Adapt(
                new MetadataMessage(new Dictionary<string, string> { ["a"] = "b" }),
                TextOnly).Skipped);
        Assert.Equal(
            ["native:slack"],
            Fallback.Adapt(new NativeMessage("slack", "{}"), TextOnly, "web").Skipped);
        Assert.Equal(
            ["native:web, which is not a JSON object"],
            Fallback.Adapt(new NativeMessage("web", "[]"), TextOnly, "web").Skipped);
        Assert.Equal(
            ["unsupported:hologram"],
            Fallback.Adapt(new UnsupportedMessage("hologram", "{}"), TextOnly).Skipped);
        Assert.Empty(Fallback.Adapt(new TextMessage("Hi"), TextOnly).Skipped);
    }

    [Fact]
    public void Suggestions_of_what_is_left_out_are_still_shown() => Equal(
        [new TextMessage("1. Yes\n2. No")],
        Fallback.Fit(new TypingMessage { Suggestions = YesNo }, TextOnly));

    [Fact]
    public void A_screen_shows_what_was_only_to_be_spoken() => Equal(
        [new TextMessage("Are you sure?  Say yes & go.")],
        Fallback.Fit(
            new TextMessage("", new Speech(Ssml:
                "<speak>Are you <emphasis>sure</emphasis>?<break/> Say yes &amp; go.</speak>")),
            TextOnly));

    /// <summary>Compares as stored: records do not compare the lists in them.</summary>
    private static void Equal(BotMessage[] expected, IReadOnlyList<BotMessage> actual) =>
        Assert.Equal(expected.Select(Stored), actual.Select(Stored));

    private static string Stored(BotMessage message) =>
        System.Text.Encoding.UTF8.GetString(MessageCodec.Encode(message));
}
