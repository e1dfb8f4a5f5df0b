using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;
using Xunit;

namespace TockOrleans.Conversations.Tests;

public sealed class ReceiptTests : IAsyncLifetime
{
    private static readonly SessionId User = Conversations.Session("u", "push");

    private Conversations talk = null!;

    public async ValueTask InitializeAsync() => talk = await Conversations.Start();

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task Receipts_say_how_far_a_reply_is_in_any_order_and_twice()
    {
        await Say("three");
        Assert.True(await Tell(new ReadEvent(["m2"])));
        Assert.True(await Tell(new DeliveredEvent(["m1", "m2"])));
        Assert.True(await Tell(new DeliveredEvent(["m1"])));
        Assert.True(await Tell(new DeliveredEvent(["somebody else's"])));
        Assert.Equal(
            ["1 Done three", "2 Delivered three 1", "3 Read three 2", "4 Sent three 3"],
            await talk.Log(User));
    }

    [Fact]
    public async Task A_watermark_stands_for_all_that_was_sent_before_it()
    {
        await Say("three");
        Assert.True(await Tell(new ReadEvent(null, DateTimeOffset.UtcNow.AddMinutes(-1))));
        Assert.Equal("2 Sent three 1", (await talk.Log(User))[1]);
        Assert.True(await Tell(new ReadEvent(null, DateTimeOffset.UtcNow.AddMinutes(1))));
        Assert.Equal(
            ["1 Done three", "2 Read three 1", "3 Read three 2", "4 Read three 3"],
            await talk.Log(User));
    }

    [Fact]
    public async Task A_late_failure_makes_a_dead_letter_and_sends_nothing_again()
    {
        await Say("a");
        Assert.True(await Tell(new UndeliveredEvent(["m1"], "131047")));
        Assert.Equal("2 Dead turn 1 a", (await talk.Log(User))[1]);
        var letter = Assert.Single(
            await talk.Store.Real.FindDead(new DeadLetterQuery(User.Endpoint, "undelivered")));
        Assert.Equal("undelivered:131047", letter.Reply.Reason);
        Assert.Single(talk.Channel.Attempts);
    }

    [Fact]
    public async Task A_receipt_may_come_before_the_answer_to_the_call()
    {
        var called = new TaskCompletionSource();
        var answer = new TaskCompletionSource<DeliveryOutcome?>();
        talk.Channel.Answer = _ =>
        {
            called.TrySetResult();
            return answer.Task;
        };
        await talk.Call(User, "a", WaitFor.Durable);
        await called.Task;
        var receipt = Tell(new DeliveredEvent(["early"]));
        answer.SetResult(new DeliveryOutcome.Accepted("early"));
        Assert.True(await receipt);
        await talk.UntilLog("u", "push", log => log[1] == "2 Delivered turn 1 a");
    }

    [Fact]
    public async Task Receipts_are_known_after_a_crash()
    {
        await Say("a");
        await talk.Crash();
        Assert.True(await Tell(new DeliveredEvent(["m1"])));
        Assert.Equal("2 Delivered turn 1 a", (await talk.Log(User))[1]);
    }

    [Fact]
    public async Task A_receipt_that_cannot_be_written_is_not_acknowledged()
    {
        await Say("a");
        talk.Store.MarkFault = _ => new CommitResult.Refused("full");
        Assert.False(await Tell(new DeliveredEvent(["m1"])));
        talk.Store.MarkFault = null;
        Assert.True(await Tell(new DeliveredEvent(["m1"])));
        Assert.Equal("2 Delivered turn 1 a", (await talk.Log(User))[1]);
    }

    private async Task Say(string text)
    {
        await talk.Call(User, text, WaitFor.Durable);
        await talk.UntilLog("u", "push", log => log.Count > 1 && log.Skip(1).All(line =>
            line.Contains(" Sent ", StringComparison.Ordinal)));
    }

    private Task<bool> Tell(UserEvent receipt) => talk.Grain(User).TakeReceipt(
        MessageCodec.Encode(new InboundEvent("r", DateTimeOffset.UtcNow, receipt)));
}
