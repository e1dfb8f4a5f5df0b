using System.Collections.Concurrent;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;
using Xunit;

namespace TockOrleans.Conversations.Tests;

public sealed class DeliveryTests : IAsyncLifetime
{
    private static readonly DeliveryOutcome NotNow = new DeliveryOutcome.RetryAfter();
    private static readonly DeliveryOutcome NoAnswer = new DeliveryOutcome.Unknown("cut");

    private Conversations talk = null!;

    public async ValueTask InitializeAsync() => talk = await Conversations.Start();

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task Replies_leave_in_order_and_are_marked_and_nothing_is_left_to_look_after()
    {
        await Say("u", "push", "three");
        await Say("u", "push", "b");
        await Until(() => talk.Channel.Taken.Count == 4);
        Assert.Equal(["three 1", "three 2", "three 3", "turn 2 b"], talk.Channel.TextsOf("u"));
        await talk.UntilLog("u", "push", log => log.All(line => !Is("Pending", line)));
        Assert.Equal(
            [
                "1 Done three", "2 Sent three 1", "3 Sent three 2", "4 Sent three 3",
                "5 Done b", "6 Sent turn 2 b",
            ],
            await talk.Log(Conversations.Session("u", "push")));
        Assert.Equal(2, talk.Store.Commits);
        await Until(async () => (await talk.Store.Real.FindDue(DateTimeOffset.MaxValue, 9)).Count
            == 0);
    }

    [Fact]
    public async Task A_reply_that_is_not_taken_now_is_tried_again_and_only_its_session_waits()
    {
        var refusals = 3;
        talk.Channel.Answer = attempt => Task.FromResult(
            attempt.To == "slow" && Interlocked.Decrement(ref refusals) >= 0 ? NotNow : null);
        await Say("slow", "push", "three");
        await Say("quick", "push", "a");
        await Until(() => talk.Channel.Taken.Count == 4);
        Assert.Equal("quick", talk.Channel.Taken.First().To);
        Assert.Equal(["three 1", "three 2", "three 3"], talk.Channel.TextsOf("slow"));
        Assert.Equal(
            4, talk.Channel.Attempts.Count(one => one is { To: "slow", Text: "three 1" }));
    }

    [Fact]
    public async Task At_least_once_sends_again_what_may_have_arrived_under_the_same_key()
    {
        talk.Channel.Answer = Once(NoAnswer);
        await Say("u", "push", "a");
        await Until(() => talk.Channel.Taken.Count == 1);
        Assert.Equal(2, talk.Channel.Attempts.Count);
        Assert.Single(talk.Channel.Attempts.Select(one => one.Key).Distinct());
    }

    [Fact]
    public async Task At_most_once_has_the_attempt_on_disk_first_and_never_sends_twice()
    {
        var seen = new ConcurrentQueue<string>();
        talk.Channel.Answer = async attempt =>
        {
            var log = await talk.Log(Conversations.Session("u", "once"));
            seen.Enqueue(log.Single(line => line.EndsWith(attempt.Text, StringComparison.Ordinal)));
            return attempt.Text == "three 2" ? NoAnswer : null;
        };
        await Say("u", "once", "three");
        await talk.UntilLog("u", "once", log => Is("Sent", log[^1]));
        Assert.Equal(
            ["2 Armed three 1", "3 Armed three 2", "4 Armed three 3"], seen);
        Assert.Equal(["three 1", "three 3"], talk.Channel.TextsOf("u"));
        Assert.Equal(["3 unknown"], await Dead("u", "once"));
    }

    [Fact]
    public async Task At_most_once_tries_again_what_surely_was_not_taken()
    {
        talk.Channel.Answer = Once(NotNow);
        await Say("u", "once", "a");
        await talk.UntilLog("u", "once", log => Is("Sent", log[^1]));
        Assert.Equal(["turn 1 a"], talk.Channel.TextsOf("u"));
        Assert.Equal(2, talk.Channel.Attempts.Count);
    }

    [Fact]
    public async Task A_key_makes_at_most_once_exactly_once()
    {
        talk.Channel.Answer = Once(NoAnswer);
        await Say("u", "keyed", "a");
        await Until(() => talk.Channel.Taken.Count == 1);
        Assert.Single(talk.Channel.Attempts.Select(one => one.Key).Distinct());
        Assert.Empty(await Dead("u", "keyed"));
    }

    [Theory]
    [InlineData("push", "2 Sent turn 1 a")]
    [InlineData("keyed", "2 Sent turn 1 a")]
    [InlineData("once", "2 Dead turn 1 a")]
    public async Task A_crash_during_a_call_is_followed_by_what_the_policy_says(
        string endpoint, string then)
    {
        var called = new TaskCompletionSource();
        talk.Channel.Answer = async _ =>
        {
            called.TrySetResult();
            return await new TaskCompletionSource<DeliveryOutcome?>().Task;
        };
        await Say("u", endpoint, "a");
        await called.Task.WaitAsync(Conversations.Limit, Stop);
        await talk.Crash();
        talk.Channel.Answer = null;
        await talk.Grain(Conversations.Session("u", endpoint)).Recover();
        await talk.UntilLog("u", endpoint, log => log.Contains(then));
    }

    [Fact]
    public async Task A_crash_before_the_call_loses_nothing_under_any_policy()
    {
        talk.Channel.Answer = _ => Task.FromResult<DeliveryOutcome?>(
            new DeliveryOutcome.RetryAfter(TimeSpan.FromHours(1)));
        foreach (var endpoint in (string[])["push", "keyed", "once"])
            await Say("u", endpoint, "three");
        await Until(() => talk.Channel.Attempts.Count == 3);
        await talk.UntilLog("u", "once", log => Is("Pending", log[1]));
        await talk.Crash();
        talk.Channel.Answer = null;
        foreach (var endpoint in (string[])["push", "keyed", "once"])
        {
            await talk.Grain(Conversations.Session("u", endpoint)).Recover();
            await talk.UntilLog("u", endpoint, log => log.Skip(1).All(line =>
                Is("Sent", line)));
        }
        Assert.Equal(9, talk.Channel.Taken.Count);
    }

    [Fact]
    public async Task What_the_channel_refuses_is_a_dead_letter_and_can_be_replayed()
    {
        talk.Channel.Answer = Once(new DeliveryOutcome.Rejected("no_such_room"));
        await Say("u", "push", "three");
        await talk.UntilLog("u", "push", log => Is("Dead", log[1]) && Is("Sent", log[^1]));
        Assert.Equal(["2 rejected:no_such_room"], await Dead("u", "push"));
        var grain = talk.Grain(Conversations.Session("u", "push"));
        Assert.True(await grain.Replay(2));
        Assert.False(await grain.Replay(2));
        Assert.False(await grain.Replay(3));
        await talk.UntilLog("u", "push", log => Is("Sent", log[^1]));
        Assert.Equal(["three 2", "three 3", "three 1"], talk.Channel.TextsOf("u"));
        Assert.Equal(
            [
                "1 Done three", "2 Replayed three 1", "3 Sent three 2", "4 Sent three 3",
                "5 Sent three 1",
            ],
            await talk.Log(Conversations.Session("u", "push")));
        Assert.Empty(await Dead("u", "push"));
    }

    [Fact]
    public async Task Of_a_split_reply_only_what_did_not_arrive_is_sent_again()
    {
        talk.Channel.Answer = Once(NotNow, at: 2);
        await Say("u", "narrow", "long");
        await talk.UntilLog("u", "narrow", log => Is("Sent", log[^1]));
        Assert.Equal(["0123456789", "0123456789", "0123456789"], talk.Channel.TextsOf("u"));
        Assert.Equal(4, talk.Channel.Attempts.Count);
        Assert.Equal(3, talk.Channel.Taken.Select(one => one.Key).Distinct().Count());
        var log = await talk.Store.Real.ReadLog(Conversations.Session("u", "narrow"), 0, 9);
        Assert.Equal(("m1 m2 m3", 3), (log[^1].VendorId, log[^1].Parts));
    }

    [Fact]
    public async Task A_message_the_channel_has_nothing_for_is_done_with()
    {
        await Say("u", "push", "typing");
        await talk.UntilLog("u", "push", log => Is("Sent", log[^1]));
        Assert.Equal(["turn 1 typing"], talk.Channel.TextsOf("u"));
    }

    [Fact]
    public async Task A_store_that_does_not_take_a_mark_is_asked_again()
    {
        var refused = new TaskCompletionSource();
        talk.Store.MarkFault = _ =>
        {
            talk.Store.MarkFault = null;
            refused.TrySetResult();
            return new CommitResult.Refused("full");
        };
        await Say("u", "push", "a");
        await refused.Task.WaitAsync(Conversations.Limit, Stop);
        await talk.UntilLog("u", "push", log => Is("Sent", log[^1]));
        Assert.Single(talk.Channel.Taken);
    }

    [Fact]
    public async Task A_session_with_too_many_replies_waiting_refuses_events_and_others_do_not()
    {
        talk.Delivery.SessionOutboxMax = 3;
        talk.Channel.Answer = attempt => Task.FromResult(attempt.To == "u" ? NotNow : null);
        Assert.Equal("Durable", await talk.Call(Session("u"), "three", WaitFor.Durable));
        Assert.Equal("Refused", await talk.Call(Session("u"), "b", WaitFor.Durable));
        Assert.Equal("Durable", await talk.Call(Session("v"), "c", WaitFor.Durable));
        talk.Channel.Answer = null;
        await Until(() => talk.Channel.Taken.Count == 4);
        await talk.UntilLog("u", "push", log => log.Count(line => Is("Sent", line)) == 3);
        Assert.Equal("Durable", await talk.Call(Session("u"), "d", WaitFor.Durable));
    }

    [Fact]
    public async Task New_settings_hold_for_sessions_that_are_in_memory()
    {
        await Say("u", "push", "a");
        await Until(() => talk.Channel.Taken.Count == 1);
        var other = new ScriptedChannel();
        talk.Directory.Replace([ToyChannel.Endpoint("push", new Capabilities(), other)]);
        await Say("u", "push", "b");
        await Say("u", "push", "c");
        await Until(() => other.Taken.Count == 2);
        Assert.Equal(["turn 2 b", "turn 3 c"], other.TextsOf("u"));
        Assert.Single(talk.Channel.Taken);
    }

    [Fact]
    public async Task A_user_is_introduced_before_the_first_turn()
    {
        await Say("u", "known", "who");
        await Until(() => talk.Channel.Taken.Count == 1);
        Assert.Equal(["Ada fr"], talk.Channel.TextsOf("u"));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static SessionId Session(string user) => Conversations.Session(user, "push");

    private static bool Is(string status, string line) =>
        line.Contains($" {status} ", StringComparison.Ordinal);

    private static Func<ScriptedChannel.Attempt, Task<DeliveryOutcome?>> Once(
        DeliveryOutcome outcome, int at = 1)
    {
        var calls = 0;
        return _ => Task.FromResult(Interlocked.Increment(ref calls) == at ? outcome : null);
    }

    private async Task Say(string user, string endpoint, string text) => Assert.Equal(
        "Durable",
        await talk.Call(Conversations.Session(user, endpoint), text, WaitFor.Durable));

    private async Task<IReadOnlyList<string>> Dead(string user, string endpoint) =>
        [.. (await talk.Store.Real.FindDead(
                new DeadLetterQuery(Conversations.Session(user, endpoint).Endpoint)))
            .Select(letter => $"{letter.Reply.Seq} {letter.Reply.Reason}")];

    private static Task Until(Func<bool> holds) => Conversations.Until(
        () => Task.FromResult(holds()));

    private static Task Until(Func<Task<bool>> holds) => Conversations.Until(holds);
}
