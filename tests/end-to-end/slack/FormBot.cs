using System.Text.Json;
using TockOrleans.Bot;
using TockOrleans.Messages;

namespace TockOrleans.EndToEnd.Tests.Slack;

/// <summary>
/// A bot with what only Slack has: a form that a command or a button opens, files of its own, and
/// what the user looks at beside the conversation.
/// </summary>
internal static class FormBot
{
    public const string TooLate = "That was too slow. Press it again, please.";

    private const string Form = """
        {"type":"modal","callback_id":"ordered","notify_on_close":true,
         "title":{"type":"plain_text","text":"Order"},
         "submit":{"type":"plain_text","text":"Send"},
         "private_metadata":"shop 7",
         "blocks":[
          {"type":"input","block_id":"what","label":{"type":"plain_text","text":"What"},
           "element":{"type":"plain_text_input","action_id":"dish"}},
          {"type":"input","block_id":"when","label":{"type":"plain_text","text":"When"},
           "element":{"type":"static_select","action_id":"time","options":[
            {"text":{"type":"plain_text","text":"Noon"},"value":"12:00"}]}}]}
        """;

    /// <summary>The bot.</summary>
    /// <param name="files">Where its files lie.</param>
    public static BotDefinition Create(Uri files) => BotDefinition.Create("app", "form")
        .Hello(Story.Of("hello", Phrases.Of(("en", ["hello"])), turn =>
        {
            turn.Send("What will it be?");
            turn.Suggest(Choose.Intent("order", "Order"));
        }))
        .Add(Story.Of("order", Phrases.None, turn => turn.SendFor("slack", new NativeMessage(
            "slack", $$"""{"view":{{Form}},"otherwise":{{JsonSerializer.Serialize(TooLate)}}}"""))))
        .Add(Story.Of("ordered", Phrases.None, turn => turn.Send(
            $"{turn.Parameter("dish")} at {turn.Parameter("time")} "
            + $"from {turn.Detail("slack.private_metadata")}")))
        .Add(Story.Of("view_closed", Phrases.None, turn => turn.Send("Perhaps tomorrow.")))
        .Add(Story.Of("menu", Phrases.Of(("en", ["menu"])), turn => turn.Send(new MediaMessage(
            new Media(new Uri(files, "menu.pdf").ToString(), MediaKind.File), "The menu"))))
        .Add(Story.Of("lost", Phrases.Of(("en", ["lost"])), turn => turn.Send(new MediaMessage(
            new Media(new Uri(files, "lost.pdf").ToString(), MediaKind.File)))))
        .Add(new Looking())
        .Build();

    private sealed class Looking : Story
    {
        public override string Id => "looking";

        public override IReadOnlyList<Type> Events => [typeof(ContextChangedEvent)];

        public override Task Run(Turn turn)
        {
            turn.Send($"You are in {((ContextChangedEvent)turn.Event).Place}.");
            return Task.CompletedTask;
        }
    }
}
