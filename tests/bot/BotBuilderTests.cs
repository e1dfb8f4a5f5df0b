using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Bot.Tests;

/// <summary>What a bot's definition refuses.</summary>
public sealed class BotBuilderTests
{
    [Theory]
    [InlineData("", "bot")]
    [InlineData("app", "")]
    [InlineData("app", "my bot")]
    [InlineData("a/b", "bot")]
    public void A_bot_has_a_plain_name(string organisation, string id) => Refused(
        $"'{organisation}/{id}' does not name a bot: use letters, digits, '.', '-' and '_'",
        () => BotDefinition.Create(organisation, id).Build());

    [Fact]
    public void A_bot_speaks_a_language() => Refused(
        "the bot b speaks no language", () => Bot().Locales().Build());

    [Fact]
    public void Nothing_is_there_twice()
    {
        Refused(
            "the story 'x' is there 2 times in the bot b",
            () => Bot().Add(new Told("x")).Add(new Told("x")).Build());
        Refused(
            "the entity type 'date' is there 2 times in the bot b",
            () => Bot().Entity(new DictionaryEntity("date", new DictionaryValue("a", "a")))
                .Build());
        Refused(
            "the main intent 'x' is there 2 times in the bot b",
            () => Bot().Add(new Told("x")).Add(new Odd { Mains = ["x"] }).Build());
        Refused(
            "in the story 'x' the step 's' is there 2 times in the bot b",
            () => Bot().Add(new Told("x")
            {
                Places = [new StoryStep("s"), new StoryStep("s")],
            }).Build());
    }

    [Fact]
    public void A_story_is_whole()
    {
        Refused("a story of the bot b has no id", () => Bot().Add(new Told("")).Build());
        Refused(
            "the story 'odd' has phrases, but no main intent they could mean",
            () => Bot().Add(new Odd()).Build());
        Refused(
            "the story 'x' names 'a?b', which is no intent name",
            () => Bot().Add(new Told("x") { Secondary = ["a?b"] }).Build());
        Refused(
            "the story 'x' names '', which is no intent name",
            () => Bot().Add(new Told("x") { Places = [new StoryStep("s", "")] }).Build());
    }

    [Theory]
    [InlineData(typeof(TextEvent))]
    [InlineData(typeof(ChoiceEvent))]
    [InlineData(typeof(UserEvent))]
    [InlineData(typeof(string))]
    public void A_story_answers_events_that_reach_it(Type type) => Refused(
        $"the story 'x' cannot answer the event {type.Name}",
        () => Bot().Add(new Told("x") { On = [type] }).Build());

    [Theory]
    [InlineData("", "a phrase of 'x' has no words")]
    [InlineData("?!", "a phrase of 'x' has no words")]
    [InlineData("to {city", "the phrase 'to {city' has an open brace")]
    [InlineData("to {city}", "the phrase 'to {city}' names the unknown entity type 'city'")]
    [InlineData("to {a:city}", "the phrase 'to {a:city}' names the unknown entity type 'city'")]
    public void A_phrase_has_words_and_known_types(string phrase, string expected) => Refused(
        expected, () => Bot().Add(new Told("x") { Said = phrase }).Build());

    [Fact]
    public void A_list_of_values_is_unambiguous()
    {
        Refused("the entity type 'c' has no values", () => new DictionaryEntity("c"));
        Refused(
            "'c' has the value 'a' twice",
            () => new DictionaryEntity(
                "c", new DictionaryValue("a", "x"), new DictionaryValue("a", "y")));
        Refused(
            "'a' of 'c' has no name", () => new DictionaryEntity("c", new DictionaryValue("a")));
        Refused(
            "the name '!' of 'a' has no words",
            () => new DictionaryEntity("c", new DictionaryValue("a", "!")));
        Refused(
            "in 'c' the name 'É' is for 'a' and for 'b'",
            () => new DictionaryEntity(
                "c", new DictionaryValue("a", "e"), new DictionaryValue("b", "É")));
    }

    [Fact]
    public void A_bot_knows_what_it_was_given()
    {
        var bot = Bot().Locales("fr", "en").Add(new Told("x")).Build();

        Assert.Equal(("app", "b"), (bot.Namespace, bot.Id));
        Assert.Equal(["fr", "en"], bot.Locales);
        Assert.Equal(["x", "hello", "unknown"], bot.Stories.Select(story => story.Id));
    }

    private static BotBuilder Bot() => BotDefinition.Create("app", "b");

    private static void Refused(string expected, Func<object> build) =>
        Assert.Equal(expected, Assert.Throws<BotDefinitionException>(build).Message);

    private sealed class Odd : Story
    {
        public IReadOnlyList<string> Mains { get; init; } = [];

        public override string Id => "odd";

        public override IReadOnlyList<string> Intents => Mains;

        public override Phrases Phrases => Phrases.Of(("en", ["odd"]));

        public override Task Run(Turn turn) => Task.CompletedTask;
    }
}
