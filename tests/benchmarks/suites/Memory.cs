using System.Diagnostics;

namespace TockOrleans.Benchmarks;

/// <summary>What a session costs in memory while it lives and after it was put away.</summary>
internal static class Memory
{
    private const double KiB = 1024;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);

    public static Dictionary<string, string> Defaults { get; } = new()
    {
        ["sessions"] = "10000",
        ["connections"] = "32",
        ["idle-setting"] = "Tock:Sessions:IdleAfter",
        ["idle"] = "00:01:00",
        ["wait"] = "210",
        ["silo"] = Addresses.Silo,
    };

    public static async Task<int> Run(Options options)
    {
        var data = Directory.CreateTempSubdirectory("tock-bench-data-").FullName;
        try
        {
            await using var server = await Silos.Start(
                options, data, $"--{options.Text("idle-setting")}={options.Text("idle")}");
            var sessions = options.Number("sessions");
            var plan = new LoadPlan(
                server.Port, options.Number("connections"), [.. Enumerable.Range(0, sessions)]);
            // Others first: what is paid once per process is not a session's.
            await Measure.Take(server, plan with
            {
                Users = [.. Enumerable.Range(sessions, sessions / 10)],
            });
            var start = await Look(server, "at start", null, sessions);
            await Measure.Take(server, plan);
            await Look(server, $"{sessions} sessions alive", start, sessions);
            var watch = Stopwatch.StartNew();
            var wait = options.Seconds("wait");
            while (watch.Elapsed < wait)
            {
                await Task.Delay(LookEvery);
                await Look(server, $"{watch.Elapsed.TotalSeconds:F0} s later", start, sessions);
            }
            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<(long Heap, long Resident)> Look(
        ServerProcess server, string when, (long Heap, long Resident)? start, int sessions)
    {
        var (heap, _) = await server.Probe(collect: true);
        var resident = server.WorkingSet();
        var growth = start is { } before
            ? $"; per session {(heap - before.Heap) / KiB / sessions,6:F2} KiB managed,"
                + $" {(resident - before.Resident) / KiB / sessions,6:F2} KiB resident"
            : "";
        Console.WriteLine($"{when,-24} managed {heap / KiB / KiB,7:F1} MiB,"
            + $" resident {resident / KiB / KiB,7:F1} MiB{growth}");
        return (heap, resident);
    }
}
