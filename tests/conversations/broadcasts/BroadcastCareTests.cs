using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Conversations.Tests.Broadcasts;

/// <summary>People who go, and what the channel says afterwards.</summary>
public sealed class BroadcastCareTests : IAsyncLifetime
{
    private BroadcastTalk talk = null!;

    public async ValueTask InitializeAsync() => talk = await BroadcastTalk.Start();

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task Who_is_erased_is_told_nothing_and_listed_no_more()
    {
        var users = BroadcastTalk.Users(700);
        await talk.Make(BroadcastTalk.Plan("first"), users);
        PersonName[] gone = [new("app/scripted/first", "u1"), new("app/scripted/first", "u650")];
        var erasure = talk.Talk.Client.GetGrain<IErasure>("e");
        await erasure.Begin(new ErasureOrder(gone, "somebody", "privacy"));
        await talk.AdvanceUntil(async () => (await erasure.GetProgress())!.Done);
        await talk.Broadcast.Start();
        await talk.UntilStage(BroadcastStage.Completed);
        Assert.Equal("698 Sent, 2 Erased", await talk.Counts());
        Assert.Empty(await talk.Talk.Log(Conversations.Session("u1", "first")));
        Assert.Empty(await talk.Talk.Log(Conversations.Session("u650", "first")));
        var listed = new List<string>();
        for (int? next = 0; next is { } from;)
        {
            var page = (await talk.Broadcast.List(null, from, 500))!;
            listed.AddRange(page.Recipients.Select(one => SessionId.Parse(one.Session).User));
            next = page.Next;
        }
        Assert.Equal(users.Except(["u1", "u650"]), listed);
    }

    [Fact]
    public async Task Receipts_that_come_after_it_is_completed_still_count()
    {
        await talk.Make(BroadcastTalk.Plan("told"), ["u", "v"]);
        await talk.Broadcast.Start();
        await talk.UntilStage(BroadcastStage.Completed);
        Assert.False((await talk.Broadcast.Get())!.Settled);
        await talk.Talk.Grain(Conversations.Session("u", "told")).TakeReceipt(
            MessageCodec.Encode(new InboundEvent(
                "r1", talk.Clock.GetUtcNow(), new DeliveredEvent(["m1", "m2"]))));
        await talk.AdvanceUntil(
            async () => await talk.Counts() == "1 Sent, 1 Delivered",
            TimeSpan.FromMilliseconds(200));
        await talk.AdvanceUntil(
            async () => (await talk.Broadcast.Get())!.Settled, TimeSpan.FromMinutes(1));
        Assert.Equal("1 Sent, 1 Delivered", await talk.Counts());
    }
}
