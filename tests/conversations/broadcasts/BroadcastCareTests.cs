using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains.Broadcasts;
using TockOrleans.Messages;
using TockOrleans.Stores;
using Xunit;

namespace TockOrleans.Conversations.Tests.Broadcasts;

/// <summary>Trouble, people who go, and what is old.</summary>
public sealed class BroadcastCareTests : IAsyncLifetime
{
    private BroadcastTalk talk = null!;

    public async ValueTask InitializeAsync() => talk = await BroadcastTalk.Start();

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task While_the_store_refuses_it_is_tried_less_and_less_and_then_goes_on()
    {
        var users = BroadcastTalk.Users(50);
        await talk.Make(BroadcastTalk.Plan("first", rate: 100), users);
        var refused = 0;
        talk.Talk.Store.Fault = (_, _) =>
        {
            Interlocked.Increment(ref refused);
            return Task.FromResult<CommitResult>(new CommitResult.Refused("full"));
        };
        await talk.Broadcast.Start();
        await talk.AdvanceUntil(async () => (await talk.Broadcast.Get())!.Hold == "unavailable");
        var begun = talk.Clock.GetUtcNow();
        await talk.AdvanceUntil(
            () => Task.FromResult(talk.Clock.GetUtcNow() - begun > TimeSpan.FromMinutes(5)),
            TimeSpan.FromSeconds(1));
        // With rests that double, not as often as its rate would let it.
        Assert.InRange(Volatile.Read(ref refused), 50, 50 * 40);
        Assert.Equal("50 Waiting", await talk.Counts());
        talk.Talk.Store.Fault = null;
        await talk.AdvanceUntil(
            async () => await talk.Stage() == BroadcastStage.Completed, TimeSpan.FromSeconds(1));
        Assert.Equal("50 Sent", await talk.Counts());
        Assert.Equal(50, talk.Talk.Channel.Taken.Count);
    }

    [Fact]
    public async Task At_its_end_who_was_not_reached_stays_waiting()
    {
        await talk.Make(
            BroadcastTalk.Plan("first", rate: 1) with
            {
                Until = talk.Clock.GetUtcNow().AddSeconds(30),
            },
            BroadcastTalk.Users(50));
        await talk.Broadcast.Start();
        await talk.UntilStage(BroadcastStage.Completed);
        var told = talk.Talk.Channel.Taken.Count;
        Assert.InRange(told, 1, 30);
        Assert.Equal($"{50 - told} Waiting, {told} Sent", await talk.Counts());
    }

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
    public async Task The_sweep_takes_up_what_a_crash_left_and_forgets_what_is_old()
    {
        await talk.Make(BroadcastTalk.Plan("first", rate: 10), BroadcastTalk.Users(50));
        await talk.Broadcast.Start();
        await talk.AdvanceUntil(() => Task.FromResult(talk.Talk.Channel.Taken.Count > 5));
        await talk.Talk.Crash();
        using var sweep = new BroadcastService(
            talk.Talk.Client,
            Options.Create(new BroadcastOptions()),
            talk.Clock,
            NullLogger<BroadcastService>.Instance);
        await sweep.StartAsync(TestContext.Current.CancellationToken);
        await talk.UntilStage(BroadcastStage.Completed);
        Assert.Equal("50 Sent", await talk.Counts());
        await talk.AdvanceUntil(
            async () => (await talk.Registry.List()).Count == 0, TimeSpan.FromHours(12));
        Assert.Null(await talk.Broadcast.Get());
        await sweep.StopAsync(CancellationToken.None);
        // Another one of the same name is another one: it is said anew.
        var told = talk.Talk.Channel.Taken.Count;
        await talk.Make(BroadcastTalk.Plan("first"), ["u0"]);
        await talk.Broadcast.Start();
        await talk.UntilStage(BroadcastStage.Completed);
        Assert.Equal(told + 1, talk.Talk.Channel.Taken.Count);
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
            async () => await talk.Counts() == "1 Sent, 1 Delivered", TimeSpan.FromSeconds(10));
        await talk.AdvanceUntil(
            async () => (await talk.Broadcast.Get())!.Settled, TimeSpan.FromMinutes(1));
        Assert.Equal("1 Sent, 1 Delivered", await talk.Counts());
    }
}
