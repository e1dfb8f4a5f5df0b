using System.Text.Json;

namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>
/// Every acknowledged event's reply arrives, in its session's order, through a channel that fails
/// a fifth of the time and processes that are killed: once with an idempotency key, at least or at
/// most once without. Longer runs: see <see cref="FaultPlan"/>.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const string AdminKey = "an-admin-key-for-tests";
    private const int Turns = 6;
    private const int Kills = 5;
    private const long MemoryMax = 800L << 20;

    [Theory]
    [InlineData(true, "atMostOnce")]
    [InlineData(false, "atLeastOnce")]
    [InlineData(false, "atMostOnce")]
    public async Task In_one_process_nothing_acknowledged_is_lost(bool keys, string delivery)
    {
        var plan = FaultPlan.FromEnvironment(Turns);
        await using var run = new FaultRun(plan, keys);
        await run.Channel.Start(TestContext.Current.CancellationToken);
        await using var silo = await SiloProcess.Started(Settings(run, keys, delivery));
        await Run(run, [silo], silo, keys, delivery);
    }

    [Fact]
    public async Task In_one_process_on_PostgreSQL_nothing_acknowledged_is_lost()
    {
        await using var run = new FaultRun(FaultPlan.FromEnvironment(Turns), honoursKeys: true);
        await run.Channel.Start(TestContext.Current.CancellationToken);
        await using var cluster = await LocalCluster.Single(Settings(run, true, "atLeastOnce"));
        await Run(run, cluster.Processes, cluster.Ingress, true, "atLeastOnce");
    }

    [Theory]
    [InlineData(true, "atLeastOnce")]
    [InlineData(false, "atMostOnce")]
    public async Task With_two_silos_and_an_ingress_node_nothing_acknowledged_is_lost(
        bool keys, string delivery)
    {
        await using var run = new FaultRun(FaultPlan.FromEnvironment(Turns), keys);
        await run.Channel.Start(TestContext.Current.CancellationToken);
        await using var cluster = await LocalCluster.TwoSilos(Settings(run, keys, delivery));
        await Run(run, cluster.Processes, cluster.Ingress, keys, delivery);
    }

    private static string[] Settings(FaultRun run, bool keys, string delivery) =>
    [
        .. FaultRun.Settings(run.Channel, keys, delivery), $"--Tock:Admin:Key={AdminKey}",
    ];

    private async Task Run(
        FaultRun run,
        IReadOnlyList<SiloProcess> processes,
        SiloProcess door,
        bool keys,
        string delivery)
    {
        var killer = new Killer(processes, new Random(1));
        var all = run.Talk(door);
        await killer.Run(() => run.Acknowledged, run.Release, run.Total, Kills);
        await all;
        var loses = !keys && delivery == "atMostOnce";
        var missing = await run.Settle(async () => loses ? await DeadLetters(door) : 0);
        output.WriteLine(
            $"{run}; keys {keys}, {delivery}: {Kills} kills, {run.Doubled} taken twice,"
            + $" {missing} given up, memory at most {killer.MemoryMax >> 20} MiB");
        Assert.Equal(run.Total, run.Acknowledged);
        if (keys || loses)
            Assert.Equal(0, run.Doubled);
        if (!loses)
            Assert.Equal(0, missing);
        Assert.InRange(killer.MemoryMax, 1, MemoryMax);
    }

    private static async Task<int> DeadLetters(SiloProcess door)
    {
        var count = 0;
        var after = "";
        while (true)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get,
                new Uri(
                    $"/admin/api/endpoints/app/echo/{FaultRun.Endpoint}/dead-letters?limit=500"
                    + (after.Length > 0 ? $"&after={Uri.EscapeDataString(after)}" : ""),
                    UriKind.Relative));
            request.Headers.Authorization = new("Bearer", AdminKey);
            using var answer = await door.Client.SendAsync(
                request, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
            using var page = JsonDocument.Parse(
                await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            count += page.RootElement.GetProperty("letters").GetArrayLength();
            if (!page.RootElement.TryGetProperty("next", out var next)
                || next.GetString() is not { Length: > 0 } cursor)
                return count;
            after = cursor;
        }
    }
}
