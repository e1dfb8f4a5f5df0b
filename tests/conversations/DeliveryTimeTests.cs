using Microsoft.Extensions.Time.Testing;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;
using Xunit;

namespace TockOrleans.Conversations.Tests;

/// <summary>What takes minutes and hours, on a clock of the test.</summary>
public sealed class DeliveryTimeTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly DeliveryOutcome NotNow = new DeliveryOutcome.RetryAfter();

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private Conversations talk = null!;

    public async ValueTask InitializeAsync() => talk = await Conversations.Start(clock: clock);

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task A_delayed_message_leaves_that_much_later_and_those_behind_it_wait()
    {
        await Say("u", "push", "later");
        await Say("u", "push", "b");
        await Until(() => talk.Channel.Taken.Count == 1);
        clock.Advance(ScriptedBot.Later - Second);
        await Say("v", "push", "c");
        await Until(() => talk.Channel.Taken.Count == 2);
        Assert.Equal(["first"], talk.Channel.TextsOf("u"));
        clock.Advance(Second);
        await Until(() => talk.Channel.Taken.Count == 4);
        Assert.Equal(["first", "second", "turn 2 b"], talk.Channel.TextsOf("u"));
    }

    [Fact]
    public async Task What_the_channel_asked_to_wait_is_waited_and_nobody_else_waits()
    {
        var refused = false;
        talk.Channel.Answer = attempt => Task.FromResult<DeliveryOutcome?>(
            attempt.To == "u" && !refused && (refused = true)
                ? new DeliveryOutcome.RetryAfter(TimeSpan.FromMinutes(2), "conversation:u")
                : null);
        talk.Channel.Limited = true;
        await Say("u", "push", "a");
        await Until(() => talk.Channel.Attempts.Count == 1);
        await Say("v", "push", "b");
        await Until(() => talk.Channel.Taken.Count == 1);
        clock.Advance(TimeSpan.FromMinutes(2) - Second);
        await Say("w", "push", "c");
        await Until(() => talk.Channel.Taken.Count == 2);
        Assert.Empty(talk.Channel.TextsOf("u"));
        await AdvanceUntil(() => talk.Channel.Taken.Count == 3, Second);
        Assert.Equal(["turn 1 a"], talk.Channel.TextsOf("u"));
    }

    [Fact]
    public async Task A_limit_of_the_channel_is_kept_for_each_of_its_keys()
    {
        talk.Channel.Limited = true;
        await Say("u", "push", "three");
        await Say("u", "push", "b");
        await Say("v", "push", "three");
        // A burst of two, then one a second.
        await Until(() => talk.Channel.Taken.Count == 4);
        clock.Advance(Second);
        await Until(() => talk.Channel.Taken.Count == 6);
        Assert.Equal(3, talk.Channel.TextsOf("u").Count);
        clock.Advance(Second);
        await Until(() => talk.Channel.Taken.Count == 7);
        Assert.Equal(7, talk.Channel.Attempts.Count);
    }

    [Fact]
    public async Task A_reply_that_does_not_leave_within_its_time_is_a_dead_letter()
    {
        talk.Channel.Answer = _ => Task.FromResult<DeliveryOutcome?>(NotNow);
        await Say("u", "push", "a");
        await AdvanceUntil(
            async () => (await talk.Log(Session("u")))[1] == "2 Dead turn 1 a",
            TimeSpan.FromHours(1));
        var letter = Assert.Single(
            await talk.Store.Real.FindDead(new DeadLetterQuery(Session("u").Endpoint)));
        Assert.Equal("expired", letter.Reply.Reason);
        talk.Channel.Answer = null;
        Assert.True(await talk.Grain(Session("u")).Replay(2));
        await Until(() => talk.Channel.Taken.Count == 1);
    }

    [Fact]
    public async Task Outside_the_channels_window_nothing_is_called()
    {
        var window = Conversations.Session("u", "window");
        talk.Channel.Answer = _ => Task.FromResult<DeliveryOutcome?>(
            new DeliveryOutcome.RetryAfter(TimeSpan.FromHours(23.9)));
        talk.Delivery.ExpireAfter = TimeSpan.FromDays(2);
        await Say("u", "window", "a");
        await Until(() => talk.Channel.Attempts.Count == 1);
        await AdvanceUntil(
            async () => (await talk.Log(window))[1].Contains("Dead", StringComparison.Ordinal),
            TimeSpan.FromMinutes(30));
        Assert.InRange(talk.Channel.Attempts.Count, 1, 2);
        var letter = Assert.Single(
            await talk.Store.Real.FindDead(new DeadLetterQuery(window.Endpoint)));
        Assert.Equal("outsideWindow", letter.Reply.Reason);
    }

    [Fact]
    public async Task An_outage_of_ten_minutes_keeps_the_backlog_and_little_is_called_meanwhile()
    {
        const int sessions = 100;
        var down = true;
        talk.Channel.Answer = _ => Task.FromResult(Volatile.Read(ref down) ? NotNow : null);
        for (var user = 0; user < sessions; user++)
            await Say($"u{user}", "push", "three");
        var begun = clock.GetUtcNow();
        while (clock.GetUtcNow() - begun < TimeSpan.FromMinutes(10))
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }
        Assert.Empty(talk.Channel.Taken);
        // Left alone: some calls until that was known, then a try every half minute.
        Assert.InRange(talk.Channel.Attempts.Count, 20, 20 + sessions + 60);
        Volatile.Write(ref down, false);
        // The longest pause and its variation: one try, and with it everybody.
        clock.Advance(TimeSpan.FromSeconds(40));
        await AdvanceUntil(
            () => talk.Channel.Taken.Count == 3 * sessions, TimeSpan.FromMilliseconds(50));
        for (var user = 0; user < sessions; user++)
            Assert.Equal(["three 1", "three 2", "three 3"], talk.Channel.TextsOf($"u{user}"));
    }

    [Fact]
    public async Task At_most_once_is_armed_anew_after_a_long_wait_and_a_crash_sends_nothing_twice()
    {
        // The whole endpoint is told to wait; a reply of somebody else is armed and not called.
        var first = true;
        talk.Channel.Answer = _ =>
        {
            var told = first;
            first = false;
            return Task.FromResult<DeliveryOutcome?>(
                told ? new DeliveryOutcome.RetryAfter(TimeSpan.FromMinutes(1)) : null);
        };
        await Say("v", "once", "a");
        await Until(() => talk.Channel.Attempts.Count == 1);
        await talk.UntilLog("v", "once", log => log[1] == "2 Pending turn 1 a");
        await Say("u", "once", "b");
        await talk.UntilLog("u", "once", log => log[1] == "2 Pending turn 1 b");
        Assert.Single(talk.Channel.Attempts);

        var called = new TaskCompletionSource<string>();
        talk.Channel.Answer = async attempt =>
        {
            if (attempt.To == "u")
                called.TrySetResult((await talk.Log(Conversations.Session("u", "once")))[1]);
            return await new TaskCompletionSource<DeliveryOutcome?>().Task;
        };
        await AdvanceUntil(() => called.Task.IsCompleted, Second);
        Assert.Equal("2 Armed turn 1 b", await called.Task);
        await talk.Crash();
        talk.Channel.Answer = null;
        await talk.Grain(Conversations.Session("u", "once")).Recover();
        await talk.UntilLog("u", "once", log => log[1] == "2 Dead turn 1 b");
        Assert.Empty(talk.Channel.TextsOf("u"));
    }

    [Fact]
    public async Task A_user_is_asked_for_once_a_day_whatever_happens_in_between()
    {
        var asked = 0;
        var name = "Ada";
        talk.Profile = () =>
        {
            asked++;
            return new ChannelProfile(new UserProfile(name), "fr");
        };
        await Who("1", "Ada fr");
        name = "Bea";
        await Who("2", "nobody");
        // What is not the user's doing asks for nobody.
        clock.Advance(TimeSpan.FromDays(1));
        await Ask(new HandoverEvent(HandoverKind.Requested), "handover");
        Assert.Equal(1, asked);
        await talk.Crash();
        await Who("3", "Bea fr");
        await Who("4", "nobody");
        clock.Advance(TimeSpan.FromDays(3));
        talk.Profile = () => null;
        await Who("5", "nobody");
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_token_is_on_disk_before_it_is_used_and_renewed_where_it_is_refused()
    {
        var issued = 0;
        var kept = new List<string?>();
        talk.Issue = keep =>
        {
            kept.Add(keep);
            issued++;
            return new CredentialsResult.Issued(new Credentials(
                $"t{issued}", clock.GetUtcNow() + TimeSpan.FromHours(12), $"r{issued}"));
        };
        talk.Channel.Answer = attempt => Task.FromResult<DeliveryOutcome?>(
            attempt.Text == "turn 2 b" && attempt.Token == "t1"
                ? new DeliveryOutcome.CredentialsInvalid("token_expired")
                : null);
        await Say("u", "issued", "a");
        await Say("u", "issued", "b");
        await AdvanceUntil(() => talk.Channel.Taken.Count == 2, Second / 10);
        Assert.Equal(["t1", "t2"], talk.Channel.Taken.Select(one => one.Token));
        await talk.Crash();
        await Say("u", "issued", "c");
        await AdvanceUntil(() => talk.Channel.Taken.Count == 3, Second / 10);
        Assert.Equal("t2", talk.Channel.Taken.Last().Token);
        clock.Advance(TimeSpan.FromHours(12));
        await talk.Crash();
        await Say("u", "issued", "d");
        await AdvanceUntil(() => talk.Channel.Taken.Count == 4, Second / 10);
        Assert.Equal("t3", talk.Channel.Taken.Last().Token);
        Assert.Equal([null, "r1", "r2"], kept);
    }

    private static SessionId Session(string user) => Conversations.Session(user, "push");

    private async Task Say(string user, string endpoint, string text) => Assert.Equal(
        "Durable",
        await talk.Call(Conversations.Session(user, endpoint), text, WaitFor.Durable));

    // Says "who" and sees as whom the story knows the user.
    private async Task Who(string id, string known)
    {
        var before = talk.Channel.Taken.Count;
        await Ask(new TextEvent("who"), id);
        await Until(() => talk.Channel.Taken.Count > before);
        Assert.Equal(known, talk.Channel.Taken.Last().Text);
    }

    private async Task Ask(UserEvent what, string id)
    {
        var inbound = new InboundEvent(id, clock.GetUtcNow(), what, ReplyAddress: "u");
        await talk.Grain(Conversations.Session("u", "known")).Accept(
            new Arrival(id, MessageCodec.Encode(inbound), WaitFor.Durable, Second));
    }

    private Task AdvanceUntil(Func<bool> holds, TimeSpan step) =>
        AdvanceUntil(() => Task.FromResult(holds()), step);

    private Task AdvanceUntil(Func<Task<bool>> holds, TimeSpan step) =>
        Conversations.AdvanceUntil(clock, step, holds);

    private static Task Until(Func<bool> holds) =>
        Conversations.Until(() => Task.FromResult(holds()));
}
