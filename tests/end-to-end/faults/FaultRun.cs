using System.Globalization;
using TockOrleans.Simulators;
using TockOrleans.Simulators.Loopback;

namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>
/// Many users of the echo bot on the loopback channel, each saying the next thing once the last one
/// is acknowledged, while the channel fails, redelivers and reorders, and processes are killed.
/// </summary>
public sealed class FaultRun : IAsyncDisposable
{
    public const string Endpoint = "loopback";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly FaultPlan plan;
    private readonly SemaphoreSlim permits = new(0);
    private int acknowledged;
    private int again;

    /// <param name="plan">How much of everything.</param>
    /// <param name="honoursKeys">Whether the channel takes idempotency keys.</param>
    public FaultRun(FaultPlan plan, bool honoursKeys)
    {
        this.plan = plan;
        Channel = new LoopbackSimulator(new LoopbackOptions
        {
            Seed = plan.Seed,
            TimeScale = 0.1,
            BodyBytesMax = 0,
            HonoursKeys = honoursKeys,
        });
        var each = plan.Share / 6;
        Channel.Faults.Use(
            new FaultRule(FaultKind.RateLimited)
            {
                Probability = each, RetryAfterSeconds = 0.3, Scope = "conversation",
            },
            new FaultRule(FaultKind.NotTaken) { Probability = each },
            new FaultRule(FaultKind.Uncertain) { Probability = each },
            new FaultRule(FaultKind.Cut) { Probability = each },
            new FaultRule(FaultKind.AnswerLost) { Probability = each },
            new FaultRule(FaultKind.Slow) { Probability = each, DelaySeconds = 0.5 });
        Channel.Webhook.Noise = new WebhookNoise
        {
            Duplicates = 0.1, Twins = 0.1, Delayed = 0.2, DelaySecondsMax = 0.05,
        };
    }

    public LoopbackSimulator Channel { get; }

    /// <summary>How many events were acknowledged.</summary>
    public int Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>How many events there are.</summary>
    public int Total => plan.Sessions * plan.Turns;

    /// <summary>How many replies the channel took more than once.</summary>
    public int Doubled { get; private set; }

    /// <summary>The settings that give a process the endpoint.</summary>
    /// <param name="channel">The channel, listening.</param>
    /// <param name="keys">Whether the endpoint sends idempotency keys.</param>
    /// <param name="delivery">The endpoint's policy.</param>
    public static string[] Settings(LoopbackSimulator channel, bool keys, string delivery) =>
    [
        .. new Dictionary<string, string>
        {
            ["namespace"] = "app",
            ["bot"] = "echo",
            ["id"] = Endpoint,
            ["type"] = "loopback",
            ["settings:signingSecret"] = channel.Settings["signingSecret"],
            ["settings:token"] = channel.Settings["token"],
            ["settings:apiBaseUrl"] = channel.Settings["apiBaseUrl"],
            ["settings:idempotencyKey"] = keys ? "true" : "false",
            ["settings:delivery"] = delivery,
        }.Select(setting => $"--Tock:Endpoints:0:{setting.Key}={setting.Value}"),
    ];

    /// <summary>All users talk until each has said everything and was acknowledged.</summary>
    /// <param name="door">Where the webhooks go.</param>
    public Task Talk(SiloProcess door)
    {
        Channel.Webhook.Url = new Uri(door.BaseAddress, $"/io/app/echo/{Endpoint}");
        return Task.WhenAll(Enumerable.Range(0, plan.Sessions)
            .Select(user => Task.Run(() => Talk(Name(user)))));
    }

    /// <summary>
    /// Waits until every reply was taken, or is one of <paramref name="given"/> up, and checks the
    /// order in which a session's replies were taken first.
    /// </summary>
    /// <param name="given">How many replies were given up so far.</param>
    public async Task<int> Settle(Func<Task<int>> given)
    {
        var missing = 0;
        await Poll.UntilAsync(
            async () => (missing = Missing()) <= await given(), Patience);
        foreach (var user in Enumerable.Range(0, plan.Sessions).Select(Name))
        {
            var texts = Channel.Messages.Texts(user);
            var first = texts.Distinct().ToArray();
            Doubled += texts.Count - first.Length;
            Assert.Equal(first.Where(Expected().Contains), first);
            Assert.Equal(first.OrderBy(Turn), first);
        }
        return missing;
    }

    /// <summary>Lets so many more events be sent.</summary>
    public void Release(int events) => permits.Release(events);

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        permits.Dispose();
    }

    public override string ToString() =>
        $"seed {plan.Seed}: {plan.Sessions} sessions x {plan.Turns} turns, {Acknowledged}"
        + $" acknowledged, {again} said again; channel: {Show(Channel.Stats())}";

    private static string Show(SimulatorStats stats) =>
        $"{stats.Calls} calls, {stats.Messages} taken, {stats.Duplicates} known by their key;"
        + string.Concat(stats.Faults.Where(fault => fault.Value > 0)
            .Select(fault => $" {fault.Key} {fault.Value}"));

    private async Task Talk(string user)
    {
        for (var turn = 1; turn <= plan.Turns; turn++)
        {
            var said = new LoopbackEvent(
                user, new() { ["kind"] = "text", ["text"] = $"text {turn}" })
            {
                Id = $"{user}-{turn.ToString(CultureInfo.InvariantCulture)}",
            };
            await permits.WaitAsync();
            while (!(await Channel.Send(said).Done).IsAcknowledged)
                Interlocked.Increment(ref again);
            Interlocked.Increment(ref acknowledged);
        }
    }

    private int Missing() => Total - Enumerable.Range(0, plan.Sessions)
        .Sum(user => Channel.Messages.Texts(Name(user)).Distinct().Count());

    private HashSet<string> Expected() =>
        [.. Enumerable.Range(1, plan.Turns).Select(turn => $"turn {turn} text {turn}")];

    private static int Turn(string text) =>
        int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture);

    private static string Name(int user) =>
        $"user-{user.ToString(CultureInfo.InvariantCulture)}";
}
