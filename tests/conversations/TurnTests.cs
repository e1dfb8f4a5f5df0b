using TockOrleans.GrainInterfaces;
using TockOrleans.Stores;
using Xunit;

namespace TockOrleans.Conversations.Tests;

public sealed class TurnTests : IAsyncLifetime
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private Conversations talk = null!;

    public async ValueTask InitializeAsync() => talk = await Conversations.Start(options =>
    {
        options.StoryTimeLimit = TimeSpan.FromSeconds(1);
        options.EarlyDurableAfter = Short;
        options.QueueMax = 4;
    });

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task Turns_follow_each_other_and_the_state_goes_on()
    {
        Assert.Equal("Answered: turn 1 a", await talk.Say("u", "a"));
        Assert.Equal("Answered: turn 2 b", await talk.Say("u", "b"));
        Assert.Equal("Answered: turn 1 a", await talk.Say("other", "a"));
        Assert.Equal(
            ["1 Done a", "2 Answered turn 1 a", "3 Done b", "4 Answered turn 2 b"],
            await talk.Log(Conversations.Session("u")));
    }

    [Fact]
    public async Task A_turn_is_one_write()
    {
        await talk.Say("u", "a");
        await talk.Say("u", "b");
        Assert.Equal(2, talk.Store.Commits);
    }

    [Fact]
    public async Task The_same_event_five_times_in_parallel_is_one_turn_and_five_equal_answers()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => talk.Say("u", "a", "event-1")));
        Assert.All(answers, answer => Assert.Equal("Answered: turn 1 a", answer));
        Assert.Equal("Answered: turn 1 a", await talk.Say("u", "a", "event-1"));
        Assert.Single(talk.Bot.Turns);
    }

    [Fact]
    public async Task The_same_event_after_a_crash_gets_the_stored_answer()
    {
        Assert.Equal("Answered: turn 1 a", await talk.Say("u", "a", "event-1"));
        await talk.Crash();
        Assert.Equal("Answered: turn 1 a", await talk.Say("u", "a", "event-1"));
        Assert.Empty(talk.Bot.Turns);
        Assert.Equal("Answered: turn 2 b", await talk.Say("u", "b"));
    }

    [Fact]
    public async Task An_old_event_is_known_when_the_session_no_longer_remembers_it()
    {
        talk.Options.RecentEvents = 16;
        for (var n = 0; n < 40; n++)
            await talk.Say("u", $"text {n}");
        Assert.Equal("Answered: turn 1 text 0", await talk.Say("u", "text 0"));
        Assert.Equal(40, talk.Bot.Turns.Count);
        await talk.Crash();
        Assert.Equal("Answered: turn 2 text 1", await talk.Say("u", "text 1"));
        Assert.Empty(talk.Bot.Turns);
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("never")]
    [InlineData("loop")]
    public async Task A_story_that_fails_is_answered_and_changes_nothing(string story)
    {
        Assert.Equal("Answered: turn 1 a", await talk.Say("u", "a"));
        var failing = talk.Say("u", story);
        Assert.Equal("Answered: turn 1 a", await talk.Say("neighbour", "a"));
        Assert.Equal("Answered: technical error", await failing);
        Assert.Equal("Answered: turn 2 b", await talk.Say("u", "b"));
        Assert.Contains(
            $"3 Failed {story}", await talk.Log(Conversations.Session("u")));
    }

    [Fact]
    public async Task Too_many_stories_that_do_not_stop_make_the_node_unwell()
    {
        talk.Options.AbandonedStoriesMax = 1;
        Assert.True(talk.Runner.IsHealthy);
        await talk.Say("u", "loop");
        Assert.False(talk.Runner.IsHealthy);
    }

    [Fact]
    public async Task Events_that_arrive_during_a_turn_wait_in_order()
    {
        var first = talk.Say("u", "wait 1");
        await talk.Bot.Begun("wait 1");
        var session = Conversations.Session("u");
        Assert.Equal("Pending", await talk.Call(session, "b", WaitFor.Reply, Short));
        Assert.Equal("Pending", await talk.Call(session, "c", WaitFor.Reply, Short));
        talk.Bot.Release("wait 1");
        Assert.Equal("Answered: turn 1 wait 1", await first);
        Assert.Equal("Answered: turn 3 c", await talk.Say("u", "c"));
        Assert.Equal("Answered: turn 2 b", await talk.Say("u", "b"));
    }

    [Fact]
    public async Task A_session_over_its_bound_is_busy_and_its_neighbours_are_not()
    {
        var session = Conversations.Session("u");
        Assert.Equal("Pending", await talk.Call(session, "wait", WaitFor.Reply, Short));
        foreach (var text in (string[])["b", "c", "d"])
            Assert.Equal("Pending", await talk.Call(session, text, WaitFor.Reply, Short));
        Assert.Equal("Busy", await talk.Call(session, "e", WaitFor.Reply, Short));
        Assert.Equal("Refused", await talk.Call(session, "f", WaitFor.Durable));
        Assert.Equal("Answered: turn 1 a", await talk.Say("neighbour", "a"));
        talk.Bot.Release("wait");
        Assert.Equal("Answered: turn 4 d", await talk.Say("u", "d"));
        Assert.Equal("Refused", await talk.Call(session, "f", WaitFor.Durable));
        Assert.Equal("Answered: turn 5 e", await talk.Say("u", "e"));
        Assert.Contains(
            await talk.Log(session), line => line.EndsWith("Refused f", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_node_takes_nothing_and_says_so()
    {
        talk.Options.AcceptedEventsMax = 0;
        Assert.Equal("Unavailable", await talk.Say("u", "a"));
        Assert.Empty(await talk.Log(Conversations.Session("u")));
        talk.Options.AcceptedEventsMax = 1;
        Assert.Equal("Answered: turn 1 a", await talk.Say("u", "a"));
    }

    [Fact]
    public async Task An_erased_session_is_gone_and_a_late_redelivery_brings_nothing_back()
    {
        var session = Conversations.Session("u");
        await talk.Say("u", "a");
        await talk.Grain(session).Erase();
        Assert.Empty(await talk.Log(session));
        Assert.Equal("Answered", await talk.Say("u", "a"));
        Assert.Empty(await talk.Log(session));
        Assert.Equal("Answered: turn 1 b", await talk.Say("u", "b"));
    }

    [Fact]
    public async Task The_turn_id_is_the_same_in_every_attempt_and_differs_between_sessions()
    {
        talk.Store.FailOnce((_, _) =>
            Task.FromResult<CommitResult>(new CommitResult.Refused("as told")));
        Assert.Equal("Unavailable", await talk.Say("u", "a"));
        await talk.Say("u", "a");
        await talk.Say("v", "a");
        var ids = talk.Bot.Turns.Select(turn => turn.TurnId).ToArray();
        Assert.Equal(3, ids.Length);
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
    }
}
