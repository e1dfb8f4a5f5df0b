using Microsoft.Extensions.Time.Testing;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains.Sessions;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Conversations.Tests.Broadcasts;

/// <summary>A broadcast of the scripted bot, on a clock of the test.</summary>
public sealed class BroadcastTalk : IAsyncDisposable
{
    public const string Name = "app/scripted/news";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private BroadcastTalk(FakeTimeProvider clock, Conversations talk) =>
        (Clock, Talk) = (clock, talk);

    public FakeTimeProvider Clock { get; }

    public Conversations Talk { get; }

    public IBroadcast Broadcast => Talk.Client.GetGrain<IBroadcast>(Name);

    public IBroadcasts Registry => Talk.Client.GetGrain<IBroadcasts>(IBroadcasts.Key);

    public static async Task<BroadcastTalk> Start(Action<SessionOptions>? configure = null)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        return new BroadcastTalk(clock, await Conversations.Start(configure, clock));
    }

    public static BroadcastPlan Plan(
        string endpoint = "push", int rate = 10_000, AudienceQuery? query = null) => new(
            [endpoint], What(new ProactiveEvent([new TextMessage("news")])), rate, query);

    public static byte[] What(ProactiveEvent what) => MessageCodec.Encode(
        new InboundEvent("", DateTimeOffset.UnixEpoch, what));

    public static IReadOnlyList<string> Users(int count) =>
        [.. Enumerable.Range(0, count).Select(number => $"u{number}")];

    /// <summary>Users write, so that their sessions are there.</summary>
    public async Task Write(IEnumerable<string> users, string endpoint = "push")
    {
        foreach (var user in users)
            await Talk.Call(Conversations.Session(user, endpoint), "a", WaitFor.Durable);
        await AdvanceUntil(() => Task.FromResult(
            users.All(user => Talk.Channel.TextsOf(user).Count == 1)));
    }

    /// <summary>Makes a broadcast for some users.</summary>
    public async Task Make(BroadcastPlan plan, IEnumerable<string> users)
    {
        Done(await Broadcast.Create(plan));
        await Upload(plan.Endpoints[0], users);
    }

    public async Task Upload(string endpoint, IEnumerable<string> users)
    {
        var upload = Done(await Broadcast.BeginUpload()).Number;
        foreach (var batch in users.Chunk(IBroadcastPart.RecipientsMax))
            Done(await Broadcast.Upload(upload, Sessions(endpoint, batch)));
        Done(await Broadcast.EndUpload(upload, keep: true));
    }

    public static IReadOnlyList<string> Sessions(string endpoint, IEnumerable<string> users) =>
        [.. users.Select(user => Conversations.Session(user, endpoint).ToString())];

    public static BroadcastAnswer Done(BroadcastAnswer answer)
    {
        Assert.True(answer.Status == BroadcastAnswerStatus.Done, answer.ToString());
        return answer;
    }

    public async Task<BroadcastStage> Stage() => (await Broadcast.Get())!.Stage;

    /// <summary>The outcomes there are, each with its number.</summary>
    public async Task<string> Counts() => Show(await Broadcast.Get());

    /// <summary>
    /// Lets time pass until something holds; not faster than the broadcast answers, or its sessions
    /// would seem slow to it.
    /// </summary>
    public Task AdvanceUntil(Func<Task<bool>> holds, TimeSpan? step = null)
    {
        BroadcastProgress? last = null;
        return Conversations.Until(
            async () =>
            {
                if (await holds())
                    return true;
                last = await Broadcast.Get();
                Clock.Advance(step ?? Step);
                return false;
            },
            () => $"{last}: {Show(last)}");
    }

    public Task UntilStage(BroadcastStage stage) =>
        AdvanceUntil(async () => await Stage() == stage);

    /// <summary>Waits, in longer steps, until nothing of it changes any more.</summary>
    public Task UntilSettled() => AdvanceUntil(
        async () => (await Broadcast.Get())!.Settled, TimeSpan.FromMilliseconds(200));

    /// <summary>Users who were told how often.</summary>
    public IReadOnlyList<int> Told(IEnumerable<string> users) =>
        [.. users.Select(user => Talk.Channel.TextsOf(user).Count(text => text == "news"))];

    private static string Show(BroadcastProgress? progress) => string.Join(
        ", ",
        (progress?.Counts ?? new Dictionary<RecipientOutcome, int>())
            .Where(count => count.Value > 0)
            .OrderBy(count => count.Key)
            .Select(count => $"{count.Value} {count.Key}"));

    public ValueTask DisposeAsync() => Talk.DisposeAsync();
}
