using TockOrleans.Bot;
using TockOrleans.Messages;

namespace TockOrleans.EndToEnd.Tests.Kit;

/// <summary>A bot with a word for each kind of message that the kit shows.</summary>
internal static class KitBot
{
    /// <summary>A picture that takes no request.</summary>
    public const string Pixel =
        "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAA==";

    public static BotDefinition Create() => BotDefinition.Create("app", "kit")
        .Hello(On("hello", turn => turn.Send("welcome")))
        .Unknown(Story.Of("unknown", Phrases.None, turn => turn.Send($"heard {turn.Text}")))
        .Add(On("html", turn => turn.Send("5 < 6 & <i>7</i>")))
        .Add(On("three", turn =>
        {
            foreach (var text in new[] { "first", "second", "third" })
                turn.Send(text);
        }))
        .Add(On("postback", turn => turn.Send(new TextMessage("a button")
        {
            Buttons = [Choose.Button("chosen", "Press", ("what", "button"))],
        })))
        .Add(On("replies", turn =>
        {
            turn.Send("which");
            turn.Suggest(
                Choose.Intent("chosen", "With payload", ("what", "reply")),
                new Suggestion("With words", NlpText: "the words"));
        }))
        .Add(Story.Of(
            "chosen", Phrases.None, turn => turn.Send($"chosen {turn.Parameter("what")}")))
        .Add(On("card", turn => turn.Send(new CardMessage(Card("one card")))))
        .Add(On("carousel", turn => turn.Send(
            new CarouselMessage([Card("left card"), Card("right card")]))))
        .Add(On("image", turn => turn.Send(
            new MediaMessage(new Media(Pixel, MediaKind.Image, "a picture")))))
        .Add(On("widget", turn => turn.SendFor("web", new NativeMessage(
            "web", """{"widget":{"type":"Train","data":{"to":"Lyon"}}}"""))))
        .Add(new Referral())
        .Build();

    private static Card Card(string title) => new(
        title, "below it", new Media(Pixel), [Choose.Button("chosen", "Take", ("what", title))]);

    private static Story On(string word, Action<Turn> run) =>
        Story.Of(word, Phrases.Of(("en", [word])), run);

    private sealed class Referral : Story
    {
        public override string Id => "referral";

        public override IReadOnlyList<Type> Events => [typeof(ReferralEvent)];

        public override Task Run(Turn turn)
        {
            turn.Send($"from {((ReferralEvent)turn.Event).Ref}");
            return Task.CompletedTask;
        }
    }
}
