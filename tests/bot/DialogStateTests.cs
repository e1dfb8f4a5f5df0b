using System.Text;
using System.Text.Json.Nodes;
using TockOrleans.Bot.Testing;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Bot.Tests;

public sealed class DialogStateTests
{
    /// <summary>A state as version 0.1 stored it. It must load for ever: never edit it.</summary>
    private const string FirstVersion =
        """
        {"schema":1,"story":"trip","step":"asking","intent":"trip","entities":{"to":{"role":"to","type":"number","text":"seven","value":"7"}},"context":{"colour":"blue"},"preferences":{"name":"Ada"},"profile":{"firstName":"Ada","test":false},"locale":"fr","asked":{"role":"count","type":"number","times":3},"lastUserAt":"2026-03-10T07:00:00+00:00"}
        """;

    [Fact]
    public async Task A_state_of_the_first_version_loads()
    {
        var result = await Run(Bot(), Requests.Of("trois", FirstVersion));

        Assert.Equal(
            ["fr Ada Ada blue asking to=7 count=3"],
            result.Replies.OfType<TextMessage>().Select(message => message.Text));
    }

    [Fact]
    public async Task A_state_is_stored_as_the_first_version_was()
    {
        var first = JsonNode.Parse(FirstVersion)!.AsObject();
        var result = await Run(Bot(), Requests.Of("rien", FirstVersion));

        var now = JsonNode.Parse(result.State)!.AsObject();

        // The third try gives up the dialog; what belongs to the user is still there.
        Assert.Equal(
            ["schema", "preferences", "profile", "locale", "lastUserAt"],
            now.Select(member => member.Key));
        foreach (var kept in (string[])["schema", "preferences", "profile", "locale"])
            Assert.True(JsonNode.DeepEquals(first[kept], now[kept]), kept);
    }

    [Fact]
    public async Task What_a_later_version_added_survives_a_turn()
    {
        var result = await Run(Bot(), Requests.Of(
            "hello", """{"schema":2,"mood":{"level":3},"locale":"en"}"""));

        var state = JsonNode.Parse(result.State)!;
        Assert.Equal(3, (int)state["mood"]!["level"]!);
        Assert.Equal(2, (int)state["schema"]!);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task What_is_no_state_is_refused_and_the_user_still_gets_an_answer(string stored)
    {
        var request = Requests.Of("hello", stored);

        await Assert.ThrowsAsync<System.Text.Json.JsonException>(() => Run(Bot(), request));
        Assert.Equal(
            new TextMessage("Something went wrong here. Please try again."),
            Assert.Single(new BotEngine(Bot()).TechnicalError(request)));
    }

    [Fact]
    public void The_answers_of_the_runtime_are_in_the_user_s_language()
    {
        var engine = new BotEngine(Bot());
        var request = Requests.Of("zzz", FirstVersion);

        Assert.Equal(
            new TextMessage("Un problème est survenu. Merci de réessayer."),
            Assert.Single(engine.TechnicalError(request)));
        Assert.Equal(
            new TextMessage(
                "Cela prend un peu plus de temps. La réponse viendra avec votre prochain message."),
            Assert.Single(engine.Deferral(request)));
    }

    [Fact]
    public async Task A_day_without_a_word_ends_the_dialog_but_keeps_what_is_the_user_s()
    {
        var clock = Clock.Tuesday();
        var user = new BotConversation(Bot(), clock: clock);
        await user.Say("remember");
        clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(["fr  Ada blue  to=7 count="], (await user.Say("trip show")).Texts);

        clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromTicks(1));
        Assert.Equal(["fr  Ada   to= count="], (await user.Say("trip show")).Texts);
    }

    [Fact]
    public async Task The_profile_outlives_the_dialog()
    {
        var bot = Bot();
        var profile = new UserProfile(FirstName: "Grace");
        var first = await Run(bot, Requests.Of(new TextEvent("show"), profile: profile));

        var second = await Run(bot, Requests.Of(
            new TextEvent("show"), first.State, now: Requests.Now.AddDays(9)));

        Assert.Equal(
            new TextMessage("en Grace    to= count="), second.Replies[0]);
    }

    [Fact]
    public async Task A_bot_may_never_forget()
    {
        var clock = Clock.Tuesday();
        var user = new BotConversation(Bot(null), clock: clock);
        await user.Say("remember");
        clock.Advance(TimeSpan.FromDays(5000));

        Assert.Equal(["fr  Ada blue  to=7 count="], (await user.Say("trip show")).Texts);
    }

    [Fact]
    public async Task A_value_is_removed_with_null()
    {
        var user = new BotConversation(Bot(), clock: Clock.Tuesday());
        await user.Say("remember");
        await user.Say("forget");

        Assert.Equal(["fr     to= count="], (await user.Say("trip show")).Texts);
    }

    [Fact]
    public async Task A_state_has_at_most_64_KiB()
    {
        var most = await Run(Keeper(65_000), Requests.Of("x", ""));
        Assert.InRange(most.State.Length, 65_000, 65_536);

        var error = await Assert.ThrowsAsync<StoryException>(
            () => Run(Keeper(65_536), Requests.Of("x", "")));
        Assert.Contains("65536 are allowed", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, 10, null)]
    [InlineData(51, 10, "a turn may send 50 messages")]
    [InlineData(1, 40_000, null)]
    [InlineData(1, 40_001, "a message is over a bound: text.text is longer than 40000 characters")]
    public async Task What_a_turn_sends_is_bounded(int messages, int length, string? expected)
    {
        var bot = Single(turn =>
        {
            for (var i = 0; i < messages; i++)
                turn.Send(new string('x', length));
        });

        var error = await Record.ExceptionAsync(() => Run(bot, Requests.Of("x", "")));

        Assert.Equal(expected, error?.Message);
        Assert.True(error is null or StoryException);
    }

    [Fact]
    public async Task Values_for_the_client_are_bounded_too()
    {
        var bot = Single(turn => turn.Metadata("big", new string('x', 100_000)));

        var error = await Assert.ThrowsAsync<StoryException>(
            () => Run(bot, Requests.Of("x", "")));
        Assert.StartsWith(
            "a message is over a bound: a value in metadata.values",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggestions_need_a_message()
    {
        var bot = Single(turn => turn.Suggest(new Suggestion("a")));

        await Assert.ThrowsAsync<StoryException>(() => Run(bot, Requests.Of("x", "")));
    }

    private static Task<TurnResult> Run(BotDefinition bot, TurnRequest request) =>
        new BotEngine(bot).Run(request, TestContext.Current.CancellationToken);

    private static BotDefinition Single(Action<Turn> run) => BotDefinition.Create("app", "one")
        .Unknown(Story.Of("unknown", Phrases.None, run))
        .Build();

    private static BotDefinition Keeper(int length) =>
        Single(turn => turn.Set("big", new string('x', length)));

    private static BotDefinition Bot() => Bot(TimeSpan.FromHours(24));

    private static BotDefinition Bot(TimeSpan? expiry) => BotDefinition.Create("app", "memory")
        .Locales("en", "fr")
        .DialogExpiry(expiry)
        .Add(new TripStory())
        .Build();

    private sealed class TripStory : Story
    {
        public override string Id => "trip";

        public override Phrases Phrases => Phrases.Of(
            ("en", ["remember", "forget", "trip show", "show"]),
            ("fr", ["remember", "forget", "trip show", "show"]));

        public override Task Run(Turn turn)
        {
            if (turn.Text == "remember")
            {
                turn.Locale = "fr-CA";
                turn.Step = "here";
                turn.Set("colour", "blue");
                turn.SetPreference("name", "Ada");
                turn.SetEntity(new EntityValue("to", "number", "seven", "7"));
            }
            if (turn.Text == "forget")
            {
                turn.Set("colour", null);
                turn.SetPreference("name", null);
                turn.RemoveEntity("to");
            }
            if (turn.Text == "rien")
                turn.Fill("count", EntityTypes.Number, "How many?");
            else
                turn.Send(
                    $"{turn.Locale} {turn.Profile.FirstName} {turn.Preference("name")} "
                    + $"{turn.Get("colour")} {turn.Step} to={turn.Entity("to")?.Value} "
                    + $"count={turn.Entity("count")?.Value}");
            return Task.CompletedTask;
        }
    }
}
