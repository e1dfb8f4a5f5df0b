using System.Diagnostics;
using System.Globalization;
using TockOrleans.Simulators;

namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>
/// Many users of the echo bot on a channel, each saying the next thing once the last one is
/// acknowledged, while the channel fails, redelivers and reorders, and processes are killed.
/// </summary>
/// <param name="plan">How much of everything.</param>
/// <param name="channel">The channel.</param>
public abstract class FaultRun(FaultPlan plan, Simulator channel) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // To look at everything takes a while, and the processes need the processor more.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim permits = new(0);
    private int acknowledged;
    private int again;

    /// <summary>The channel.</summary>
    public Simulator Channel => channel;

    /// <summary>The endpoint's name.</summary>
    public abstract string Endpoint { get; }

    /// <summary>How many events were acknowledged.</summary>
    public int Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>How many events there are.</summary>
    public int Total => plan.Sessions * plan.Turns;

    /// <summary>How many replies the channel took more than once.</summary>
    public int Doubled { get; private set; }

    /// <summary>The settings that give a process the endpoint.</summary>
    /// <param name="more">Settings of the endpoint beside the channel's own.</param>
    public string[] Settings(params (string Name, string Value)[] more)
    {
        (string Name, string Value)[] endpoint =
        [
            ("namespace", "app"), ("bot", "echo"), ("id", Endpoint), ("type", Endpoint),
            .. Given(), .. more,
        ];
        return
        [
            .. endpoint.Select(setting => $"--Tock:Endpoints:0:{setting.Name}={setting.Value}"),
        ];
    }

    /// <summary>All users talk until each has said everything and was acknowledged.</summary>
    /// <param name="door">Where the webhooks go.</param>
    public Task Talk(SiloProcess door)
    {
        channel.Webhook.Url = new Uri(door.BaseAddress, $"/io/app/echo/{Endpoint}");
        return Task.WhenAll(Users.Select(user => Task.Run(() => Talk(user))));
    }

    /// <summary>Lets so many more events be sent.</summary>
    public void Release(int events) => permits.Release(events);

    /// <summary>
    /// Waits until every reply was taken, or is one of those given up, and checks that the replies
    /// of each session were taken in its order: at first, for what is repeated comes later.
    /// </summary>
    /// <param name="given">
    /// The replies given up so far, each as its user, a blank and its text.
    /// </param>
    /// <returns>How many replies were not taken.</returns>
    public async Task<int> Settle(Func<Task<IReadOnlySet<string>>> given)
    {
        IReadOnlyList<string> missing = [];
        IReadOnlyList<string> forgotten = [];
        var until = Stopwatch.StartNew();
        await Poll.UntilAsync(
            async () => await AllGiven() || until.Elapsed > Patience,
            2 * Patience,
            LookEvery);
        Assert.True(
            await AllGiven(),
            $"{forgotten.Count} replies neither came nor were given up, first"
            + $" {string.Join(", ", forgotten.Take(3))}; {missing.Count} did not come; {this}");
        foreach (var user in Users)
        {
            var texts = Taken(user);
            var first = texts.Distinct().ToArray();
            Doubled += texts.Count - first.Length;
            Assert.All(first, text => Assert.Matches("^turn [0-9]+ text [0-9]+$", text));
            // Whoever never had to say a thing again has said one in every turn.
            Assert.All(first, text => Assert.True(again > 0 || IsOfItsTurn(text), text));
            Assert.Equal(first.OrderBy(Turn), first);
            Assert.Distinct(first.Select(Turn));
        }
        return missing.Count;

        async Task<bool> AllGiven()
        {
            missing = [.. Users.SelectMany(Missing)];
            forgotten = missing.Count == 0 ? missing : [.. missing.Except(await given())];
            return forgotten.Count == 0;
        }
    }

    /// <summary>The part of a reply that says which event it answers.</summary>
    public static string Answered(string reply) =>
        reply[reply.LastIndexOf("text", StringComparison.Ordinal)..];

    public virtual async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        permits.Dispose();
        GC.SuppressFinalize(this);
    }

    public override string ToString() =>
        $"{Endpoint}, seed {plan.Seed}: {plan.Sessions} sessions x {plan.Turns} turns,"
        + $" {Acknowledged} acknowledged, {again} said again; {Show(channel.Stats())}";

    /// <summary>What goes wrong with a call of the channel's API, in equal shares.</summary>
    protected static FaultRule[] Rules(double share)
    {
        var each = share / 6;
        return
        [
            new(FaultKind.RateLimited)
            {
                Probability = each, RetryAfterSeconds = 0.3, Scope = "conversation",
            },
            new(FaultKind.NotTaken) { Probability = each },
            new(FaultKind.Uncertain) { Probability = each },
            new(FaultKind.Cut) { Probability = each },
            new(FaultKind.AnswerLost) { Probability = each },
            new(FaultKind.Slow) { Probability = each, DelaySeconds = 0.5 },
        ];
    }

    /// <summary>What goes wrong on the way to the bot.</summary>
    protected static WebhookNoise Noise { get; } = new()
    {
        Duplicates = 0.1,
        Twins = 0.1,
        Delayed = 0.2,
        DelaySecondsMax = 0.05,
    };

    /// <summary>The endpoint's settings.</summary>
    protected abstract IEnumerable<(string Name, string Value)> Given();

    /// <summary>Says something once; whether it was acknowledged.</summary>
    protected abstract Task<bool> Say(string user, int turn);

    /// <summary>The texts the channel took for a user, in order.</summary>
    protected abstract IReadOnlyList<string> Taken(string user);

    private IEnumerable<string> Users => Enumerable.Range(0, plan.Sessions)
        .Select(user => $"user-{user.ToString(CultureInfo.InvariantCulture)}");

    private async Task Talk(string user)
    {
        for (var turn = 1; turn <= plan.Turns; turn++)
        {
            await permits.WaitAsync();
            while (!await Say(user, turn))
                Interlocked.Increment(ref again);
            Interlocked.Increment(ref acknowledged);
        }
    }

    // What a user said and got no answer for, whatever its turn.
    private IEnumerable<string> Missing(string user) => Enumerable.Range(1, plan.Turns)
        .Select(turn => $"text {turn.ToString(CultureInfo.InvariantCulture)}")
        .Except(Taken(user).Select(Answered))
        .Select(text => $"{user} {text}");

    private static bool IsOfItsTurn(string text) => text == $"turn {Turn(text)} text {Turn(text)}";

    private static string Show(SimulatorStats stats) =>
        $"{stats.Calls} calls, {stats.Messages} taken, {stats.Duplicates} known by their key;"
        + string.Concat(stats.Faults.Where(fault => fault.Value > 0)
            .Select(fault => $" {fault.Key} {fault.Value}"));

    private static int Turn(string text) =>
        int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture);
}
