namespace TockOrleans.Benchmarks;

/// <summary>Memory for each 10,000 sessions, live and after they left the memory.</summary>
internal static class Memory
{
    private const int Step = 10_000;
    private const int Connections = 64;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    public static async Task<int> Run(Arguments arguments)
    {
        var sessions = arguments.Number("sessions", 50_000);
        var turns = arguments.Number("turns", 3);
        await using var silo = await Server.Silo(
            "silo",
            Directory.CreateTempSubdirectory("tock-bench").FullName,
            "--Tock:Sessions:IdleAfter=00:01:00");
        await Load.Run(
            silo, Connections, (connection, n) => $"warm-{connection}-{n % 100}", null, 20_000);
        await Task.Delay(Poll);
        var before = silo.WorkingSet;
        Console.WriteLine($"working set before: {Megabytes(before)} MB");
        var next = 0;
        await Load.Run(
            silo,
            Connections,
            (_, _) => $"user-{Interlocked.Increment(ref next) % sessions}",
            null,
            (long)sessions * turns);
        await Task.Delay(Poll);
        Tell("live", silo.WorkingSet - before, sessions);
        // Idle for a minute, swept every half minute, and some time for the collector.
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromMinutes(3); waited += Poll)
            await Task.Delay(Poll);
        Tell("deactivated", silo.WorkingSet - before, sessions);
        return 0;
    }

    private static void Tell(string state, long bytes, int sessions) => Console.WriteLine(
        $"{state}: {Megabytes(bytes)} MB for {sessions} sessions,"
        + $" {bytes / 1_048_576.0 * Step / sessions:F1} MB for each {Step}");

    private static string Megabytes(long bytes) => $"{bytes / 1_048_576.0:F0}";
}
