using TockOrleans.Bot;
using TockOrleans.Messages;

namespace Pizzeria;

public static class PizzaBot
{
    private static readonly DictionaryEntity Pizza = new(
        "pizza",
        new DictionaryValue("margherita", "margherita").In("fr", "marguerite"),
        new DictionaryValue("four-cheese", "four cheese", "quattro formaggi"));

    public static BotDefinition Create() => BotDefinition.Create("app", "pizza")
        .Locales("en", "fr")
        .Entity(Pizza)
        .Add(Story.Of(
            "order",
            Phrases.Of(
                ("en", ["I want a pizza", "a {pizza} please", "{number} {pizza} please"]),
                ("fr", ["je veux une pizza", "une {pizza} s'il vous plaît"])),
            Order))
        .Build();

    private static void Order(Turn turn)
    {
        if (!turn.Fill("pizza", Pizza, Text.Of(("en", "Which pizza?"), ("fr", "Laquelle ?"))))
            return;
        turn.Send(
            Text.Of(("en", "One {0}, coming up."), ("fr", "Une {0}, tout de suite.")),
            turn.Entity("pizza")!.Text);
        turn.RemoveEntity("pizza");
    }
}
