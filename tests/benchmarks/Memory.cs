using System.Net.Http.Json;

namespace TockOrleans.Benchmarks;

/// <summary>Memory for each 10,000 sessions, live and after they left the memory.</summary>
internal static class Memory
{
    private const int Step = 10_000;
    private const int Connections = 64;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(5);

    public static async Task<int> Run(Arguments arguments)
    {
        var sessions = arguments.Number("sessions", 50_000);
        var turns = arguments.Number("turns", 3);
        await using var silo = await Server.Echo(
            Directory.CreateTempSubdirectory("tock-bench").FullName,
            "--Tock:Sessions:IdleAfter=00:01:00");
        using var client = new HttpClient { BaseAddress = silo.Address };
        await Load.Run(
            silo, Connections, (connection, n) => $"warm-{connection}-{n % 100}", null, 20_000);
        var warm = await Until(client, 0);
        Tell("before", silo, warm);
        var next = 0;
        await Load.Run(
            silo,
            Connections,
            (_, _) => $"user-{Interlocked.Increment(ref next) % sessions}",
            null,
            (long)sessions * turns);
        var live = await Ask(client);
        Tell("live", silo, live, warm, live.Sessions);
        var gone = await Until(client, 0);
        Tell("deactivated", silo, gone, warm, live.Sessions);
        return live.Sessions == sessions && gone.Sessions == 0 ? 0 : 1;
    }

    // They leave by themselves, a minute after their last event.
    private static async Task<MemoryUse> Until(HttpClient client, int sessions)
    {
        var limit = DateTime.UtcNow + IdleLimit;
        while (true)
        {
            await Task.Delay(Poll);
            var now = await Ask(client);
            if (now.Sessions <= sessions || DateTime.UtcNow > limit)
                return now;
        }
    }

    private static async Task<MemoryUse> Ask(HttpClient client) =>
        (await client.GetFromJsonAsync<MemoryUse>(new Uri("/memory", UriKind.Relative)))!;

    private static void Tell(string state, Server silo, MemoryUse now) => Console.WriteLine(
        $"{state + ":",-13}{now.Sessions,7} sessions in memory, heap {Megabytes(now.Heap)},"
        + $" working set {Megabytes(silo.WorkingSet)}");

    private static void Tell(
        string state, Server silo, MemoryUse now, MemoryUse before, int sessions)
    {
        Tell(state, silo, now);
        Console.WriteLine(
            $"{"",-13}heap {Megabytes((now.Heap - before.Heap) * Step / sessions)}"
            + $" for each {Step} sessions");
    }

    private static string Megabytes(long bytes) => $"{bytes / 1_048_576.0:F1} MB";
}
