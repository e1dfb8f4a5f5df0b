using TockOrleans.Bot.Testing;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Bot.Tests;

public sealed class LocaleTests
{
    [Fact]
    public async Task The_channel_s_language_counts_until_a_story_chooses_one()
    {
        var user = new BotConversation(Bot(), "en-GB", clock: Clock.Tuesday());

        Assert.Equal(["Good day"], (await user.Say("zzz")).Texts);
        Assert.Equal(["Bonjour"], (await user.Send(new ChoiceEvent("french"))).Texts);
        // The channel still tells en-GB with every event.
        Assert.Equal(["Bonjour"], (await user.Say("zzz")).Texts);
    }

    [Fact]
    public async Task What_a_story_chose_is_the_language_of_the_runtime_s_answers_too()
    {
        var engine = new BotEngine(Bot());
        var chosen = await engine.Run(
            Requests.Of(new ChoiceEvent("french"), locale: "en"),
            TestContext.Current.CancellationToken);

        var error = engine.TechnicalError(
            Requests.Of(new TextEvent("zzz"), chosen.State, locale: "en"));

        Assert.Equal(
            ["Un problème est survenu. Merci de réessayer."],
            error.OfType<TextMessage>().Select(message => message.Text));
    }

    private static BotDefinition Bot() => BotDefinition.Create("app", "languages")
        .Locales("en", "fr")
        .Unknown(Story.Of("unknown", Phrases.None, Greet))
        .Add(Story.Of("french", Phrases.None, turn =>
        {
            turn.Locale = "fr";
            Greet(turn);
        }))
        .Build();

    private static void Greet(Turn turn) =>
        turn.Send(Text.Of(("en", "Good day"), ("fr", "Bonjour")));
}
