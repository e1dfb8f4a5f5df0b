using Microsoft.Extensions.Time.Testing;
using TockOrleans.GrainInterfaces;
using Xunit;

namespace TockOrleans.Conversations.Tests;

public sealed class SlowStoryTests : IAsyncLifetime
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private Conversations talk = null!;

    public async ValueTask InitializeAsync() =>
        talk = await Conversations.Start(options => options.EarlyDurableAfter = Short);

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task A_quick_turn_of_an_asynchronous_channel_is_one_write_with_pending_replies()
    {
        var session = Conversations.Session("u", "async");
        Assert.Equal("Durable", await talk.Call(session, "a", WaitFor.Durable));
        Assert.Equal(["1 Done a", "2 Pending turn 1 a"], await talk.Log(session));
        Assert.Equal(1, talk.Store.Commits);
    }

    [Fact]
    public async Task A_slow_story_is_on_disk_before_it_is_acknowledged_and_so_is_what_follows()
    {
        var session = Conversations.Session("u", "async");
        Assert.Equal("Durable", await talk.Call(session, "wait", WaitFor.Durable));
        Assert.Equal("Durable", await talk.Call(session, "b", WaitFor.Durable));
        Assert.Equal("Durable", await talk.Call(session, "wait", WaitFor.Durable));
        Assert.Equal(["1 Open wait", "2 Open b"], await talk.Log(session));
        talk.Bot.Release("wait");
        await Eventually(async () => (await talk.Log(session)).Count == 4);
        Assert.Equal(
            ["1 Done wait", "2 Done b", "3 Pending turn 1 wait", "4 Pending turn 2 b"],
            await talk.Log(session));
    }

    [Fact]
    public async Task A_crash_in_the_middle_of_a_story_loses_nothing_and_the_rerun_is_counted()
    {
        var session = Conversations.Session("u", "async");
        await talk.Call(session, "wait", WaitFor.Durable);
        await talk.Call(session, "b", WaitFor.Durable);
        var first = Assert.Single(talk.Bot.Turns);
        Assert.Equal(1, first.Attempt);
        await talk.Crash();
        talk.Bot.Release("wait");
        await talk.Grain(session).Recover();
        await Eventually(async () => (await talk.Log(session)).Count == 4);
        Assert.Equal(
            ["1 Done wait", "2 Done b", "3 Pending turn 1 wait", "4 Pending turn 2 b"],
            await talk.Log(session));
        Assert.Equal(
            [(first.TurnId, "wait", 2)], talk.Bot.Turns.Where(turn => turn.Text == "wait"));
    }

    [Fact]
    public async Task A_session_with_unfinished_work_is_due_and_a_whole_one_is_not()
    {
        var session = Conversations.Session("u", "push");
        await talk.Call(session, "wait", WaitFor.Durable);
        var later = DateTimeOffset.UtcNow + talk.Options.RecoveryLease;
        Assert.Equal([session], await talk.Store.Real.FindDue(later, 10));
        talk.Bot.Release("wait");
        await Eventually(async () => (await talk.Log(session)) is [_, "2 Sent turn 1 wait"]);
        Assert.Empty(await talk.Store.Real.FindDue(later, 10));
    }

    [Fact]
    public async Task After_a_crash_a_running_silo_takes_the_work_up_though_nobody_calls()
    {
        var session = Conversations.Session("u", "async");
        await talk.Call(session, "wait", WaitFor.Durable);
        await talk.Crash();
        talk.Bot.Release("wait");
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var recovery = talk.Recovery(clock);
        await recovery.StartAsync(Stop);
        await Eventually(async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return (await talk.Log(session)).Count == 2;
        });
        await recovery.StopAsync(Stop);
        Assert.Equal(["1 Done wait", "2 Pending turn 1 wait"], await talk.Log(session));
        Assert.Equal(2, Assert.Single(talk.Bot.Turns).Attempt);
    }

    [Fact]
    public async Task A_story_that_takes_the_process_down_three_times_is_answered_for()
    {
        var session = Conversations.Session("u", "async");
        await talk.Call(session, "wait", WaitFor.Durable);
        for (var attempt = 2; attempt <= 3; attempt++)
        {
            await talk.Crash();
            await talk.Grain(session).Recover();
            await talk.Bot.Begun("wait").WaitAsync(Conversations.Limit, Stop);
        }
        await talk.Crash();
        await talk.Grain(session).Recover();
        await Eventually(async () => (await talk.Log(session)).Count == 2);
        Assert.Equal(
            ["1 Failed wait", "2 Pending technical error"], await talk.Log(session));
        Assert.Empty(talk.Bot.Turns);
    }

    [Fact]
    public async Task A_channel_that_cannot_wait_gets_a_deferral_and_later_the_reply()
    {
        var session = Conversations.Session("u");
        Assert.Equal("Pending", await talk.Call(session, "wait", WaitFor.Reply, Short));
        Assert.Equal(
            "Deferred: one moment", await talk.Call(session, "wait", WaitFor.ReplyOrDeferral));
        Assert.Equal(
            "Deferred: one moment", await talk.Call(session, "wait", WaitFor.ReplyOrDeferral));
        talk.Bot.Release("wait");
        await Eventually(async () => (await talk.Log(session)).Count == 3);
        Assert.Equal("Answered: turn 1 wait | turn 2 b", await talk.Say("u", "b"));
        Assert.Equal("Answered: turn 3 c", await talk.Say("u", "c"));
        Assert.Equal("Answered: turn 1 wait | turn 2 b", await talk.Say("u", "b"));
        Assert.Equal(
            [
                "1 Done wait", "2 Deferral one moment", "3 Answered turn 1 wait",
                "4 Done b", "5 Answered turn 2 b", "6 Done c", "7 Answered turn 3 c",
            ],
            await talk.Log(session));
    }

    [Fact]
    public async Task A_redelivery_after_a_deferral_gets_the_final_reply_once()
    {
        var session = Conversations.Session("u");
        Assert.Equal(
            "Deferred: one moment", await talk.Call(session, "wait", WaitFor.ReplyOrDeferral));
        talk.Bot.Release("wait");
        await Eventually(async () => (await talk.Log(session)).Count == 3);
        Assert.Equal("Answered: turn 1 wait", await talk.Say("u", "wait"));
        Assert.Equal("Answered: turn 2 b", await talk.Say("u", "b"));
        Assert.Equal("Answered: turn 1 wait", await talk.Say("u", "wait"));
    }

    [Fact]
    public async Task A_crash_after_a_deferral_loses_neither_the_turn_nor_its_reply()
    {
        var session = Conversations.Session("u");
        await talk.Call(session, "wait", WaitFor.ReplyOrDeferral);
        await talk.Crash();
        Assert.Equal(
            "Deferred: one moment", await talk.Call(session, "wait", WaitFor.ReplyOrDeferral));
        talk.Bot.Release("wait");
        await Eventually(async () => (await talk.Log(session)).Count == 3);
        await talk.Crash();
        Assert.Equal("Answered: turn 1 wait | turn 2 b", await talk.Say("u", "b"));
    }

    [Fact]
    public async Task Replies_held_too_long_are_not_shown_any_more()
    {
        talk.Options.KeptFor = TimeSpan.Zero;
        var session = Conversations.Session("u");
        await talk.Call(session, "wait", WaitFor.ReplyOrDeferral);
        talk.Bot.Release("wait");
        await Eventually(async () => (await talk.Log(session)).Count == 3);
        Assert.Equal("Answered: turn 2 b", await talk.Say("u", "b"));
        Assert.Contains("3 Expired turn 1 wait", await talk.Log(session));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var deadline = DateTime.UtcNow + Conversations.Limit; !await holds();)
        {
            Assert.True(DateTime.UtcNow < deadline, "it did not come to hold in time");
            await Task.Yield();
        }
    }
}
