using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TockOrleans.Messages;
using TockOrleans.Stores;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Benchmarks;

/// <summary>What a turn costs when 1,000, 100,000 or 1,000,000 sessions are known.</summary>
internal static class Scale
{
    private const int Connections = 64;
    private const int InFlight = 2_000;
    private static readonly int[] Sizes = [1_000, 100_000, 1_000_000];

    public static async Task<int> Run(Arguments arguments)
    {
        var turns = arguments.Number("turns", 20_000);
        Console.WriteLine("known sessions   turns/s   CPU us   p50 ms   p99 ms   file MB");
        foreach (var known in Sizes)
        {
            var folder = Directory.CreateTempSubdirectory("tock-bench").FullName;
            await Fill(folder, known);
            await using var silo = await Server.Silo("silo", folder);
            await Load.Run(
                silo, Connections, (connection, n) => $"warm-{connection}-{n % 100}", null, 20_000);
            var random = new Random(known);
            var users = Enumerable.Range(0, turns).Select(_ => random.Next(known)).ToArray();
            var next = -1;
            var result = await Load.Run(
                silo,
                Connections,
                (_, _) => $"known-{users[Interlocked.Increment(ref next) % turns]}",
                null,
                turns);
            var size = new FileInfo(Path.Combine(folder, "tock.db")).Length / 1_048_576.0;
            Console.WriteLine(
                $"{known,14}{result.PerSecond,10:F0}{result.Processor,9:F1}"
                + $"{result.Median,9:F2}{result.Slow,9:F2}{size,10:F0}");
        }
        return 0;
    }

    // Sessions of two turns each, as the echo bot would have left them but for the state.
    private static async Task Fill(string folder, int count)
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var store = new SqliteSessionStore(
            Options.Create(new SqliteStoreOptions { Path = folder }),
            ActivatorUtilities.CreateInstance<StoreMetrics>(services),
            TimeProvider.System,
            NullLogger<SqliteSessionStore>.Instance);
        var body = MessageCodec.Encode(new TextMessage("turn 1 hi"));
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = InFlight },
            async (n, _) =>
            {
                SessionId.TryCreate(
                    new EndpointId("app", "echo", "web"), $"known-{n}", null, out var session);
                var now = DateTimeOffset.UtcNow;
                await store.Commit(new SessionCommit(
                    session,
                    0,
                    new SessionRow(1, [], null, now, 3, null),
                    [
                        new Entry(1, 1, EntryStatus.Done, 1, now, body, EventKey.Of("old")),
                        new Entry(2, 1, EntryStatus.Answered, 0, now, body),
                    ],
                    []));
            });
    }
}
