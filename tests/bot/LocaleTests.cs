using TockOrleans.Bot.Testing;
using Xunit;

namespace TockOrleans.Bot.Tests;

public sealed class LocaleTests
{
    private static readonly Text Yes = Text.Of(("en", "yes"), ("fr", "oui"));

    private static readonly BotDefinition Bot = BotDefinition.Create("app", "polyglot")
        .Locales("en", "fr")
        .Add(Story.Of("french", Phrases.Of(("en", ["french please"])), turn =>
        {
            turn.Locale = "fr";
            turn.Send(Yes);
        }))
        .Add(Story.Of("ask", Phrases.Of(("en", ["really"]), ("fr", ["vraiment"])), turn =>
            turn.Send(Yes)))
        .Build();

    [Fact]
    public async Task A_language_a_story_sets_holds_against_what_the_channel_goes_on_to_tell()
    {
        var chat = new BotConversation(Bot, "en");
        Assert.Equal(["yes"], (await chat.Say("really")).Texts);
        Assert.Equal(["oui"], (await chat.Say("french please")).Texts);
        Assert.Equal(["oui"], (await chat.Say("vraiment")).Texts);
    }
}
