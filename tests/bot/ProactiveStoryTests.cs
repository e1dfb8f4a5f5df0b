using TockOrleans.Bot.Testing;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Bot.Tests;

/// <summary>A story that an operator or a program begins.</summary>
public sealed class ProactiveStoryTests
{
    private readonly BotConversation user = new(
        BotDefinition.Create("app", "parcels")
            .Add(new Parcel())
            .Unknown(Story.Of("unknown", Phrases.None, turn => turn.Send("What?")))
            .Build(),
        clock: Clock.Tuesday());

    [Fact]
    public async Task It_is_told_what_it_is_about_and_the_user_answers_it()
    {
        Assert.Equal(["What?"], (await user.Say("hello")).Texts);
        Assert.Equal(["Parcel 7 is here. When?"], (await Tell("parcel")).Texts);
        Assert.Equal(
            ["It comes then."], (await user.Send(new ChoiceEvent("then"))).Texts);
    }

    [Fact]
    public async Task One_that_is_not_there_is_an_error()
    {
        var failure = await Assert.ThrowsAsync<StoryException>(() => Tell("letter"));
        Assert.Contains("no story 'letter'", failure.Message, StringComparison.Ordinal);
    }

    private Task<Answer> Tell(string story) => user.Send(new ProactiveEvent(
        Story: story,
        Parameters: new Dictionary<string, string> { ["number"] = "7" }));

    private sealed class Parcel : Story
    {
        public override string Id => "parcel";

        public override IReadOnlyList<string> SecondaryIntents => ["then"];

        public override Task Run(Turn turn)
        {
            turn.Send(turn.Parameter("number") is { } number
                ? $"Parcel {number} is here. When?"
                : "It comes then.");
            return Task.CompletedTask;
        }
    }
}
