namespace TockOrleans.Benchmarks;

/// <summary>What a turn of the silo costs, in units of a bare grain call, in one run.</summary>
internal static class Throughput
{
    /// <summary>A turn may cost the processor time of this many bare grain calls.</summary>
    private const double CpuRatioMax = 6;

    private const double CpuRatioTarget = 5;

    /// <summary>Beyond this, what others do on the machine shows in the figures.</summary>
    private const double OthersMax = 0.1;

    public static Dictionary<string, string> Defaults { get; } = new()
    {
        ["seconds"] = "5",
        ["rounds"] = "4",
        ["connections"] = "64",
        ["users"] = "4000",
        ["warmup"] = "10",
        ["servers"] = "bare,grain,silo",
        ["silo"] = Addresses.Silo,
    };

    /// <returns>0: the floor is kept, or the silo was not asked for; 1: it is missed.</returns>
    public static async Task<int> Run(Options options)
    {
        var data = Directory.CreateTempSubdirectory("tock-bench-data-").FullName;
        var servers = new List<ServerProcess>();
        try
        {
            foreach (var name in options.List("servers"))
                servers.Add(await Start(name, options, data));
            var measures = await Rounds(servers, options);
            return Report(measures);
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    private static Task<ServerProcess> Start(string name, Options options, string data) =>
        name switch
        {
            "bare" => ServerProcess.Bare(),
            "grain" => ServerProcess.Grain(),
            "silo" => Silos.Start(options, data),
            _ => throw new BenchmarkException($"No server is called {name}."),
        };

    private static async Task<Dictionary<string, List<Measure>>> Rounds(
        List<ServerProcess> servers, Options options)
    {
        int[] users = [.. Enumerable.Range(0, options.Number("users"))];
        foreach (var server in servers)
        {
            Console.WriteLine($"warming up {server.Name}");
            // Every session exists and the hot code is compiled before anything is measured.
            var once = new LoadPlan(server.Port, options.Number("connections"), users);
            await Measure.Take(server, once);
            await Measure.Take(server, once with { For = options.Seconds("warmup") });
        }
        var measures = servers.ToDictionary(server => server.Name, _ => new List<Measure>());
        for (var round = 1; round <= options.Number("rounds"); round++)
        {
            foreach (var server in servers)
            {
                var measure = await Measure.Take(server, new(
                    server.Port, options.Number("connections"), users, options.Seconds("seconds")));
                measures[server.Name].Add(measure);
                Console.WriteLine($"round {round}: {server.Name,-6}"
                    + $"{measure.Load.TurnsPerSecond,9:F0} turns/s"
                    + $"{measure.CpuMicroseconds,9:F1} us cpu"
                    + $"{measure.Others,6:P0} of the machine used by others");
            }
            // What drifts on the machine meets each server early and late alike.
            servers.Reverse();
        }
        return measures;
    }

    private static int Report(Dictionary<string, List<Measure>> measures)
    {
        var reference = measures.GetValueOrDefault("grain");
        Console.WriteLine();
        Console.WriteLine("medians of the rounds; ratios are to `grain` in the same round");
        Console.WriteLine("| server | turns/s | p50 ms | p99 ms | cpu us/turn | alloc B/turn "
            + "| cpu ratio | its range |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, rounds) in measures)
        {
            var ratios = Ratios(rounds, reference);
            Console.WriteLine($"| {name} "
                + $"| {Median(rounds, one => one.Load.TurnsPerSecond):F0} "
                + $"| {Median(rounds, one => one.Load.Quantile(0.5)):F2} "
                + $"| {Median(rounds, one => one.Load.Quantile(0.99)):F2} "
                + $"| {Median(rounds, one => one.CpuMicroseconds):F1} "
                + $"| {Median(rounds, one => one.AllocatedBytes):F0} "
                + (ratios.Length == 0
                    ? "| | |"
                    : $"| {Statistics.Median(ratios):F2} | {ratios.Min():F2}-{ratios.Max():F2} |"));
        }
        Console.WriteLine();
        if (measures.Values.SelectMany(rounds => rounds).Any(one => one.Others > OthersMax))
        {
            Console.WriteLine("Not to be trusted: others used more than "
                + $"{OthersMax:P0} of the machine in some round. Run it again on a quiet one.");
        }
        if (reference is null || !measures.TryGetValue("silo", out var silo))
        {
            Console.WriteLine("The floor was not checked: it takes the servers grain and silo.");
            return 0;
        }
        var ratio = Statistics.Median(Ratios(silo, reference));
        var isKept = ratio <= CpuRatioMax;
        Console.WriteLine($"{(isKept ? "PASS" : "FAIL")}: a turn costs {ratio:F2} bare grain calls "
            + $"in processor time; floor {CpuRatioMax}, target {CpuRatioTarget}");
        return isKept ? 0 : 1;
    }

    private static double[] Ratios(List<Measure> rounds, List<Measure>? reference) =>
        reference is null
            ? []
            : [.. rounds.Zip(reference, (one, to) => one.CpuMicroseconds / to.CpuMicroseconds)];

    private static double Median(List<Measure> rounds, Func<Measure, double> figure) =>
        Statistics.Median(rounds.Select(figure));
}
