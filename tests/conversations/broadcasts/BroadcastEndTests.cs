using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Conversations.Tests.Broadcasts;

/// <summary>A broadcast that ends before all is said: who was told is known all the same.</summary>
public sealed class BroadcastEndTests : IAsyncLifetime
{
    private const string Slow = "wait seven";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private BroadcastTalk talk = null!;

    public async ValueTask InitializeAsync() => talk = await BroadcastTalk.Start(
        options => options.StoryTimeLimit = TimeSpan.FromMinutes(5));

    public ValueTask DisposeAsync()
    {
        // A silo that stops waits for its stories, by a clock that stands still then.
        talk.Talk.Bot.Release(Slow);
        return talk.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_was_told_by_a_slow_session_is_known_before_it_is_over(bool isCancelled)
    {
        await talk.Make(
            BroadcastTalk.Plan("first") with
            {
                What = Story("wait"),
                Until = talk.Clock.GetUtcNow() + (20 * Second),
            },
            ["slow"]);
        await talk.Broadcast.Start();
        await talk.AdvanceUntil(() => Task.FromResult(!talk.Talk.Bot.Turns.IsEmpty));
        if (isCancelled)
            BroadcastTalk.Done(await talk.Broadcast.Cancel());
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(1); passed += Step)
        {
            talk.Clock.Advance(Step);
            await talk.Broadcast.Get();
        }
        var running = (await talk.Broadcast.Get())!;
        Assert.False(running.Settled);
        Assert.Equal("1 Waiting", await talk.Counts());
        talk.Talk.Bot.Release(Slow);
        await talk.UntilSettled();
        Assert.Equal("1 Sent", await talk.Counts());
        Assert.Equal(
            isCancelled ? BroadcastStage.Cancelled : BroadcastStage.Completed, await talk.Stage());
        Assert.Single(talk.Talk.Channel.Taken);
    }

    [Fact]
    public async Task Cancelled_after_a_crash_it_knows_who_was_told()
    {
        var users = BroadcastTalk.Users(1_200);
        await talk.Make(BroadcastTalk.Plan("first", rate: 1_000), users);
        await talk.Broadcast.Start();
        await talk.AdvanceUntil(() => Task.FromResult(talk.Talk.Channel.Taken.Count > 400));
        await talk.Talk.Crash();
        BroadcastTalk.Done(await talk.Broadcast.Cancel());
        await talk.UntilSettled();
        // Who was told and not marked so before the crash is told again: at least once.
        var told = talk.Talk.Channel.Taken.Select(one => one.Key).Distinct().Count();
        Assert.InRange(told, 401, users.Count - 1);
        Assert.Equal($"{users.Count - told} Waiting, {told} Sent", await talk.Counts());
    }

    [Fact]
    public async Task Paused_beyond_its_time_it_ends()
    {
        await talk.Make(
            BroadcastTalk.Plan("first") with { Until = talk.Clock.GetUtcNow() + Second }, ["u"]);
        await talk.Broadcast.Start();
        BroadcastTalk.Done(await talk.Broadcast.Pause());
        await talk.AdvanceUntil(async () => await talk.Stage() == BroadcastStage.Completed, Step);
        Assert.Equal(
            talk.Talk.Channel.Taken.IsEmpty ? "1 Waiting" : "1 Sent", await talk.Counts());
    }

    [Fact]
    public async Task Of_an_endpoint_that_was_removed_everybody_gets_an_outcome()
    {
        // Its only message waits: the channel is asked again in an hour.
        talk.Talk.Channel.Answer = _ => Task.FromResult<DeliveryOutcome?>(
            new DeliveryOutcome.RetryAfter(TimeSpan.FromHours(1)));
        var users = BroadcastTalk.Users(6);
        await talk.Make(BroadcastTalk.Plan("first", rate: 1), users);
        await talk.Broadcast.Start();
        await talk.AdvanceUntil(async () => await Queued() > 0);
        BroadcastTalk.Done(await talk.Broadcast.Pause());
        var directory = talk.Talk.Directory;
        var all = directory.All;
        directory.Replace(all.Where(endpoint => endpoint.Id.Endpoint != "first"));
        BroadcastTalk.Done(await talk.Broadcast.Resume());
        await talk.AdvanceUntil(async () =>
            (await talk.Broadcast.Get())!.Hold == "unavailable");
        // It may be made anew within a minute.
        Assert.Equal(0, (await talk.Broadcast.Get())!.Counts[RecipientOutcome.NoEndpoint]);
        await talk.UntilSettled();
        Assert.Equal(BroadcastStage.Completed, await talk.Stage());
        var told = new List<RecipientOutcome>();
        foreach (var one in (await talk.Broadcast.List(null, 0, 500))!.Recipients)
            told.Add((await talk.Talk.Log(SessionId.Parse(one.Session))).Count > 0
                ? RecipientOutcome.Unknown
                : RecipientOutcome.NoEndpoint);
        Assert.Equal(
            told,
            (await talk.Broadcast.List(null, 0, 500))!.Recipients.Select(one => one.Outcome));
        Assert.Equal(2, told.Distinct().Count());
    }

    private async Task<int> Queued() =>
        (await talk.Broadcast.Get())!.Counts[RecipientOutcome.Queued];

    private static byte[] Story(string story) => BroadcastTalk.What(new ProactiveEvent(
        Story: story, Parameters: new Dictionary<string, string> { ["name"] = "seven" }));
}
