using TockOrleans.Bot;
using TockOrleans.Bot.Testing;
using TockOrleans.Messages;
using Xunit;

namespace Pizzeria;

public sealed class PizzaBotTests
{
    [Fact]
    public async Task It_asks_for_the_pizza()
    {
        var user = new BotConversation(PizzaBot.Create(), "en");

        Assert.Equal(["Which pizza?"], (await user.Say("I want a pizza")).Texts);
        Assert.Equal(["One four cheese, coming up."], (await user.Say("four cheese")).Texts);
    }
}

internal sealed class DeliveryStory : Story
{
    public override string Id => "delivery";

    public override IReadOnlyList<string> SecondaryIntents => ["otherTime"];

    public override IReadOnlyList<StoryStep> Steps => [new StoryStep("confirm", "yes", "no")];

    public override IReadOnlyList<Type> Events => [typeof(LocationEvent)];

    public override Task Run(Turn turn)
    {
        if (turn.Intent == "otherTime" && turn.Choice is not null)
            turn.RemoveEntity("time");
        if (!turn.Fill("time", EntityTypes.Time, "When?", [new Suggestion("noon")]))
            return Task.CompletedTask;
        var time = EntityTypes.Time.Read(turn.Entity("time")!.Value);
        turn.Send(Text.Of(("en", "At {0:t}."), ("fr", "À {0:t}.")), time);
        turn.Suggest(Choose.Intent(
            "otherTime", "Another time", (ChoicePayload.PreviousIntentKey, Id)));
        return Task.CompletedTask;
    }
}

internal static class MenuStory
{
    public static void Run(Turn turn)
    {
        var card = new Card(
            "Margherita",
            "Tomato and mozzarella",
            new Media("https://example.org/margherita.jpg", Description: "A margherita"),
            [Choose.Button("order", "Order", ("pizza", "margherita"))]);
        turn.Send(new CardMessage(card));
        turn.Send(new CarouselMessage([card, card with { Title = "Four cheese" }]));
    }

    public static void LookUp(Turn turn)
    {
        turn.Send(new TypingMessage());
        turn.Pause(TimeSpan.FromSeconds(2));
        turn.Send("Table 4, at eight.");
    }

    public static void Links(Turn turn)
    {
        if (!turn.SendFor("slack", new NativeMessage("slack", """{"text":"*Menu*"}""")))
            turn.Send("Menu");
    }

    public static void Quietly(Turn turn) => turn.Send(new TextMessage("Your table is ready.")
    {
        Options = new Dictionary<string, string> { ["messenger.notification_type"] = "NO_PUSH" },
    });

    public static void Remember(Turn turn)
    {
        turn.Set("coupon", "SPRING");
        turn.SetPreference("favourite", "margherita");
        turn.Locale = "fr";
    }
}

internal sealed class KeywordUnderstanding : IUnderstanding
{
    public ValueTask<Understanding> Understand(
        UnderstandingRequest request, CancellationToken stop) =>
        ValueTask.FromResult(request.Text.Contains("pizza", StringComparison.OrdinalIgnoreCase)
            ? new Understanding("order", 0.9, [])
            : Understanding.None);
}
