using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;
using Xunit;

namespace TockOrleans.Conversations.Tests.Broadcasts;

/// <summary>The bot says one thing to many users.</summary>
public sealed class BroadcastTests : IAsyncLifetime
{
    private const int Many = 1_200;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private BroadcastTalk talk = null!;

    public async ValueTask InitializeAsync() => talk = await BroadcastTalk.Start();

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task Everybody_is_told_once_and_it_is_known_what_became_of_it()
    {
        var users = BroadcastTalk.Users(700);
        await talk.Write(users.Take(600));
        await talk.Make(BroadcastTalk.Plan(), users);
        Assert.Equal(BroadcastStage.Draft, await talk.Stage());
        Assert.Equal("700 Waiting", await talk.Counts());
        BroadcastTalk.Done(await talk.Broadcast.Start());
        BroadcastTalk.Done(await talk.Broadcast.Start());
        await talk.UntilStage(BroadcastStage.Completed);
        Assert.Equal("600 Sent, 100 NoConversation", await talk.Counts());
        Assert.All(talk.Told(users.Take(600)), times => Assert.Equal(1, times));
        Assert.True((await talk.Broadcast.Get())!.Settled);
        Assert.False(Assert.Single(await talk.Registry.List()).Active);
        var page = (await talk.Broadcast.List(RecipientOutcome.NoConversation, 0, 500))!;
        Assert.Equal(
            users.Skip(600).Select(user => $"app/scripted/push/{user}"),
            page.Recipients.Select(one => one.Session));
    }

    [Fact]
    public async Task While_nobody_can_be_told_it_rests_and_answers()
    {
        talk.Talk.Store.Fault = (_, _) =>
            Task.FromResult<CommitResult>(new CommitResult.Refused("the disk is full"));
        await talk.Make(BroadcastTalk.Plan("first"), ["u"]);
        await talk.Broadcast.Start();
        // At this rate permits are saved while the next try has to wait.
        await talk.AdvanceUntil(async () =>
            (await talk.Broadcast.Get())!.Hold == "unavailable");
        for (var turned = TimeSpan.Zero; turned < TimeSpan.FromSeconds(20); turned += Second)
        {
            talk.Clock.Advance(Second);
            await talk.Broadcast.Get().WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        talk.Talk.Store.Fault = null;
        await talk.UntilStage(BroadcastStage.Completed);
        Assert.Equal("1 Sent", await talk.Counts());
    }

    [Fact]
    public async Task A_crash_in_the_middle_tells_nobody_twice_and_forgets_nobody()
    {
        var users = BroadcastTalk.Users(Many);
        await talk.Make(BroadcastTalk.Plan("first", rate: 1_000), users);
        await talk.Broadcast.Start();
        await talk.AdvanceUntil(() => Task.FromResult(talk.Talk.Channel.Taken.Count > Many / 3));
        await talk.Talk.Crash();
        Assert.InRange(talk.Talk.Channel.Taken.Count, Many / 3, Many - 1);
        Assert.True(Assert.Single(await talk.Registry.List()).Active);
        await talk.Broadcast.Wake();
        await talk.UntilStage(BroadcastStage.Completed);
        Assert.Equal($"{Many} Sent", await talk.Counts());
        foreach (var user in users)
            Assert.Equal(
                ["(event)", "news"],
                (await talk.Talk.Log(Conversations.Session(user, "first")))
                    .Select(line => line.Split(' ')[2]));
    }

    [Fact]
    public async Task It_keeps_its_rate_and_a_changed_one_holds_at_once()
    {
        var users = BroadcastTalk.Users(100);
        await talk.Make(BroadcastTalk.Plan("first", rate: 10), users);
        await talk.Broadcast.Start();
        var begun = talk.Clock.GetUtcNow();
        await talk.AdvanceUntil(() => Task.FromResult(talk.Talk.Channel.Taken.Count >= 20));
        Assert.InRange(
            (talk.Clock.GetUtcNow() - begun).TotalSeconds, 1.9, double.MaxValue);
        BroadcastTalk.Done(await talk.Broadcast.ChangeRate(10_000));
        begun = talk.Clock.GetUtcNow();
        await talk.AdvanceUntil(() => Task.FromResult(talk.Talk.Channel.Taken.Count == 100));
        Assert.Equal(10_000, (await talk.Broadcast.Get())!.Plan.Rate);
        Assert.Equal(
            BroadcastAnswerStatus.Invalid, (await talk.Broadcast.ChangeRate(0)).Status);
    }

    [Fact]
    public async Task Paused_it_says_nothing_until_it_is_resumed_and_cancelled_never_again()
    {
        var users = BroadcastTalk.Users(100);
        await talk.Make(BroadcastTalk.Plan("first", rate: 10), users);
        await talk.Broadcast.Start();
        await talk.AdvanceUntil(() => Task.FromResult(talk.Talk.Channel.Taken.Count >= 5));
        BroadcastTalk.Done(await talk.Broadcast.Pause());
        var told = await Quiet();
        talk.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(told, await Quiet());
        await talk.Broadcast.Wake();
        talk.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(told, await Quiet());
        BroadcastTalk.Done(await talk.Broadcast.Resume());
        await talk.AdvanceUntil(() => Task.FromResult(
            talk.Talk.Channel.Taken.Count >= told + 5));
        BroadcastTalk.Done(await talk.Broadcast.Cancel());
        told = await Quiet();
        await talk.UntilSettled();
        Assert.Equal(told, talk.Talk.Channel.Taken.Count);
        Assert.Equal($"{100 - told} Waiting, {told} Sent", await talk.Counts());
        Assert.Equal(BroadcastAnswerStatus.Conflict, (await talk.Broadcast.Resume()).Status);
        Assert.Equal(BroadcastAnswerStatus.Conflict, (await talk.Broadcast.Start()).Status);
    }

    [Fact]
    public async Task Those_outside_the_window_are_told_nothing_and_listed()
    {
        await talk.Write(["old"], "window");
        talk.Clock.Advance(TimeSpan.FromHours(25));
        await talk.Write(["new"], "window");
        await talk.Make(BroadcastTalk.Plan("window"), ["old", "new", "nobody"]);
        await talk.Broadcast.Start();
        await talk.UntilStage(BroadcastStage.Completed);
        Assert.Equal("1 Sent, 1 OutsideWindow, 1 NoConversation", await talk.Counts());
        Assert.Equal([0, 1, 0], talk.Told(["old", "new", "nobody"]));
    }

    [Fact]
    public async Task Its_audience_may_be_whoever_was_last_seen_within_a_time()
    {
        await talk.Write(["old"]);
        talk.Clock.Advance(TimeSpan.FromHours(1));
        var since = talk.Clock.GetUtcNow();
        talk.Clock.Advance(TimeSpan.FromSeconds(1));
        await talk.Write(["one", "two"]);
        await talk.Write(["three"], "window");
        BroadcastTalk.Done(await talk.Broadcast.Create(
            BroadcastTalk.Plan(query: new AudienceQuery(since))));
        Assert.Equal(
            BroadcastAnswerStatus.Conflict, (await talk.Broadcast.BeginUpload()).Status);
        await talk.Broadcast.Start();
        await talk.UntilStage(BroadcastStage.Completed);
        Assert.Equal("2 Sent", await talk.Counts());
        Assert.Equal([0, 1, 1, 0], talk.Told(["old", "one", "two", "three"]));
    }

    [Fact]
    public async Task What_the_channel_refuses_and_what_nobody_knows_is_listed_with_its_reason()
    {
        talk.Talk.Channel.Answer = attempt => Task.FromResult<DeliveryOutcome?>(attempt.To switch
        {
            "no" => new DeliveryOutcome.Rejected("551"),
            "lost" => new DeliveryOutcome.Unknown("cut"),
            _ => null,
        });
        await Seen("echoOnce", "yes", "no", "lost");
        await talk.Make(BroadcastTalk.Plan("echoOnce"), ["yes", "no", "lost"]);
        await talk.Broadcast.Start();
        await talk.UntilStage(BroadcastStage.Completed);
        Assert.Equal("1 Sent, 1 Unknown, 1 Dead", await talk.Counts());
        var all = (await talk.Broadcast.List(null, 0, 500))!;
        Assert.Equal(
            ["yes Sent ", "no Dead rejected:551", "lost Unknown "],
            all.Recipients.Select(one =>
                $"{SessionId.Parse(one.Session).User} {one.Outcome} {one.Reason}"));
    }

    // How many were told once nothing moves any more.
    private async Task<int> Quiet()
    {
        var told = -1;
        await talk.AdvanceUntil(
            () =>
            {
                var before = told;
                told = talk.Talk.Channel.Taken.Count;
                return Task.FromResult(before == told && talk.Talk.Channel.Attempts.Count == told);
            },
            TimeSpan.FromSeconds(1));
        return told;
    }

    private async Task Seen(string endpoint, params string[] users)
    {
        foreach (var user in users)
            await talk.Talk.Call(
                Conversations.Session(user, endpoint), "a", WaitFor.Durable);
    }
}
