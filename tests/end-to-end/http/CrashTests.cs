using System.Collections.Concurrent;
using System.Globalization;
using Xunit;

namespace TockOrleans.EndToEnd.Tests.Http;

/// <summary>
/// The promise of the product: what was acknowledged is there, once and in order, however the
/// process dies. A longer run: environment variables TOCK_CRASH_USERS, TOCK_CRASH_TURNS,
/// TOCK_CRASH_SEED.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Progress = TimeSpan.FromMinutes(2);
    private static readonly int Users = Setting("TOCK_CRASH_USERS", 200);
    private static readonly int Turns = Setting("TOCK_CRASH_TURNS", 20);
    private static readonly int Seed = Setting("TOCK_CRASH_SEED", 20_261_124);

    [Fact]
    public async Task Every_acknowledged_turn_appears_once_and_in_order_through_kill_minus_nine()
    {
        // A short log: it is written back and started anew many times, also under the kills.
        await using var silo = await SiloProcess.Started("--Tock:Storage:CheckpointPages=200");
        var random = new Random(Seed);
        var acknowledged = 0;
        var answers = new ConcurrentDictionary<int, IReadOnlyList<string>>();
        var clients = Enumerable.Range(0, Users).Select(_ => 0).ToArray();
        var talks = Enumerable.Range(0, Users).Select(user => Task.Run(async () =>
        {
            var client = new EchoClient(silo, $"user-{user}");
            var heard = new List<string>(Turns);
            for (var turn = 1; turn <= Turns; turn++)
            {
                heard.Add(await client.Say($"text {turn}", $"event-{turn}"));
                Interlocked.Increment(ref acknowledged);
            }
            clients[user] = client.Retries;
            answers[user] = heard;
        })).ToArray();
        var all = Task.WhenAll(talks);
        var kills = await KillNowAndThen(silo, random, () => Volatile.Read(ref acknowledged), all);
        await all;
        var expected = Enumerable.Range(1, Turns).Select(turn => $"turn {turn} text {turn}");
        Assert.All(answers.Values, heard => Assert.Equal(expected, heard));
        Assert.Equal(Users, answers.Count);
        Assert.True(kills >= 3, $"only {kills} kills");
        output.WriteLine(
            $"seed {Seed}: {Users} users x {Turns} turns, {kills} kills,"
            + $" {clients.Sum()} retries; none missing, none twice");
    }

    [Fact]
    public async Task A_conversation_goes_on_after_a_graceful_stop()
    {
        await using var silo = await SiloProcess.Started();
        var client = new EchoClient(silo, "u");
        Assert.Equal("turn 1 a", await client.Say("a", "1"));
        await silo.Stop();
        Assert.Equal(0, silo.ExitCode);
        await silo.Start();
        Assert.Equal("turn 1 a", await client.Say("a", "1"));
        Assert.Equal("turn 2 b", await client.Say("b", "2"));
    }

    // A kill comes when a random share of what is left has been acknowledged: at any moment of
    // the load, and the same moments of progress for the same seed.
    private static async Task<int> KillNowAndThen(
        SiloProcess silo, Random random, Func<int> acknowledged, Task all)
    {
        var total = Users * Turns;
        var kills = 0;
        for (var at = 0; !all.IsCompleted;)
        {
            at += 1 + random.Next(total / 5);
            if (at >= total)
                break;
            var moment = at;
            await Poll.UntilAsync(
                () => Task.FromResult(acknowledged() >= moment || all.IsCompleted), Progress);
            silo.Kill();
            kills++;
            await silo.Start();
        }
        return kills;
    }

    private static int Setting(string name, int @default) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : @default;
}
