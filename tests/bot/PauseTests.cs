using TockOrleans.Bot.Testing;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Bot.Tests;

/// <summary>Messages that leave later than the ones before them.</summary>
public sealed class PauseTests
{
    [Fact]
    public async Task The_next_message_leaves_later_and_only_that_one()
    {
        var answer = await Say(turn =>
        {
            turn.Send("one");
            turn.Pause(Seconds(2));
            turn.Send("two");
            turn.Send("three");
        });

        Assert.Equal(["one", "two", "three"], answer.Texts);
        Assert.Equal([null, Seconds(2), null], Delays(answer));
    }

    [Fact]
    public async Task Pauses_add_up_with_each_other_and_with_the_delay_of_the_message()
    {
        var answer = await Say(turn =>
        {
            turn.Pause(Seconds(1));
            turn.Pause(Seconds(2));
            turn.Send(new TextMessage("one") { Delay = Seconds(4) });
            turn.Pause(TimeSpan.Zero);
            turn.Send("two");
        });

        Assert.Equal([Seconds(7), null], Delays(answer));
    }

    [Fact]
    public async Task Suggestions_of_the_message_before_do_not_use_it_up()
    {
        var answer = await Say(turn =>
        {
            turn.Send("one");
            turn.Pause(Seconds(2));
            turn.Suggest(new Suggestion("go on"));
            turn.Send("two");
        });

        Assert.Equal([null, Seconds(2)], Delays(answer));
        Assert.Equal(["go on"], answer.Suggestions);
    }

    [Fact]
    public async Task After_the_last_message_it_does_nothing()
    {
        var answer = await Say(turn =>
        {
            turn.Send("one");
            turn.Pause(Seconds(2));
        });

        Assert.Equal(["one"], answer.Texts);
        Assert.Equal([null], Delays(answer));
    }

    [Fact]
    public async Task Ten_minutes_are_taken()
    {
        var answer = await Say(turn =>
        {
            turn.Pause(Seconds(300));
            turn.Pause(Seconds(300));
            turn.Send("one");
        });

        Assert.Equal([Seconds(600)], Delays(answer));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(301)]
    [InlineData(long.MaxValue / TimeSpan.TicksPerSecond)]
    public async Task What_is_negative_or_too_long_together_is_refused(long more)
    {
        StoryException? refused = null;

        var answer = await Say(turn =>
        {
            turn.Pause(Seconds(300));
            refused = Assert.Throws<StoryException>(() => turn.Pause(Seconds(more)));
            turn.Send("one");
        });

        Assert.Equal("the pauses before a message are between 0 and 00:10:00", refused?.Message);
        Assert.Equal([Seconds(300)], Delays(answer));
    }

    private static Task<Answer> Say(Action<Turn> story)
    {
        var bot = BotDefinition.Create("app", "pause")
            .Add(Story.Of("talk", Phrases.Of(("en", ["talk"])), story))
            .Build();
        return new BotConversation(bot, "en").Say("talk");
    }

    private static TimeSpan Seconds(long seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan?[] Delays(Answer answer) =>
        [.. answer.Messages.OfType<TextMessage>().Select(message => message.Delay)];
}
