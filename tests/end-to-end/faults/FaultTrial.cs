using System.Text.Json;

namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>
/// Every acknowledged event's reply arrives, in its session's order, through a channel that fails
/// a fifth of the time and processes that are killed: once with an idempotency key, at least or at
/// most once without. Longer runs: see <see cref="FaultPlan"/>.
/// </summary>
/// <param name="output">Where it tells what happened.</param>
public sealed class FaultTrial(ITestOutputHelper output)
{
    /// <summary>The policies of an endpoint whose channel takes no keys.</summary>
    public const string Least = "atLeastOnce";

    /// <inheritdoc cref="Least"/>
    public const string Most = "atMostOnce";

    private const string AdminKey = "an-admin-key-for-tests";
    private const long MemoryMax = 800L << 20;
    private static readonly IReadOnlySet<string> NoLetters = new HashSet<string>();

    /// <summary>How much of everything.</summary>
    public static FaultPlan Plan { get; } = FaultPlan.FromEnvironment();

    /// <summary>What the platform consists of.</summary>
    public enum Shape
    {
        /// <summary>One process on its own file.</summary>
        Embedded,

        /// <summary>One process on PostgreSQL.</summary>
        Single,

        /// <summary>Two silos and an ingress node on PostgreSQL.</summary>
        Cluster,
    }

    /// <summary>All of it on one shape of the platform.</summary>
    public async Task Run(FaultRun run, Shape shape, bool keys, string delivery)
    {
        await run.Channel.Start(Stop);
        var settings = Settings(run, delivery);
        if (shape == Shape.Embedded)
        {
            await using var silo = await SiloProcess.Started(settings);
            await Run(run, [silo], silo, keys, delivery);
            return;
        }
        await using var cluster = shape == Shape.Single
            ? await LocalCluster.Single(settings)
            : await LocalCluster.TwoSilos(settings);
        await Run(run, cluster.Processes, cluster.Ingress, keys, delivery);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string[] Settings(FaultRun run, string delivery) =>
    [
        .. run.Settings(("settings:delivery", delivery)), $"--Tock:Admin:Key={AdminKey}",
        // The letters are asked for without a pause.
        "--Tock:Admin:RequestsPerSecond=10000", "--Tock:Admin:Burst=10000",
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
        await killer.Run(() => run.Acknowledged, run.Release, run.Total, Plan.Kills);
        await all;
        var loses = !keys && delivery != Least;
        var missing = await run.Settle(async () =>
            loses ? await DeadLetters(run, door) : NoLetters);
        output.WriteLine(
            $"{run}; keys {keys}, {delivery}: {Plan.Kills} kills, {run.Doubled} taken twice,"
            + $" {missing} given up, memory at most {killer.MemoryMax >> 20} MiB");
        Assert.Equal(run.Total, run.Acknowledged);
        if (keys || loses)
            Assert.Equal(0, run.Doubled);
        if (!loses)
            Assert.Equal(0, missing);
        Assert.InRange(killer.MemoryMax, 1, MemoryMax);
    }

    // Each as its user, a blank and what it answered.
    private static async Task<IReadOnlySet<string>> DeadLetters(FaultRun run, SiloProcess door)
    {
        var letters = new HashSet<string>();
        var after = "";
        while (true)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get,
                new Uri(
                    $"/admin/api/endpoints/app/echo/{run.Endpoint}/dead-letters?limit=500"
                    + (after.Length > 0 ? $"&after={Uri.EscapeDataString(after)}" : ""),
                    UriKind.Relative));
            request.Headers.Authorization = new("Bearer", AdminKey);
            using var answer = await door.Client.SendAsync(request, Stop);
            answer.EnsureSuccessStatusCode();
            using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
            foreach (var letter in page.RootElement.GetProperty("letters").EnumerateArray())
            {
                // Before the user a channel may have named the workspace.
                var user = Uri.UnescapeDataString(
                    letter.GetProperty("session").GetString()!.Split('/')[3]).Split(':')[^1];
                var text = letter.GetProperty("message").GetProperty("text").GetString()!;
                letters.Add($"{user} {FaultRun.Answered(text)}");
            }
            if (!page.RootElement.TryGetProperty("next", out var next)
                || next.GetString() is not { Length: > 0 } cursor)
                return letters;
            after = cursor;
        }
    }
}
