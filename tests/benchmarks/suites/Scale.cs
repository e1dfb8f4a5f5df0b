using System.Globalization;

namespace TockOrleans.Benchmarks;

/// <summary>Whether a turn costs more when more sessions are known.</summary>
internal static class Scale
{
    private const int Sample = 1_000;

    // Users of the warm-up; nobody else has such numbers.
    private const int StrangersFrom = 1_000_000_000;

    public static Dictionary<string, string> Defaults { get; } = new()
    {
        ["levels"] = "1000,100000,1000000",
        ["connections"] = "64",
        ["fill-connections"] = "256",
        ["seconds"] = "5",
        ["silo"] = Addresses.Silo,
    };

    public static async Task<int> Run(Options options)
    {
        var data = Directory.CreateTempSubdirectory("tock-bench-data-").FullName;
        try
        {
            var rows = new List<string>();
            var known = 0;
            foreach (var level in Levels(options))
            {
                await Fill(options, data, known, level);
                known = level;
                rows.Add(await Level(options, data, level));
            }
            Console.WriteLine();
            Console.WriteLine("| known sessions | cold: cpu us/turn | cold: p50 / p99 ms "
                + "| warm: cpu us/turn | warm: p50 / p99 ms | warm: turns/s |");
            Console.WriteLine("|---|---|---|---|---|---|");
            rows.ForEach(Console.WriteLine);
            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task Fill(Options options, string data, int from, int to)
    {
        await using var server = await Silos.Start(options, data);
        var fill = await Measure.Take(server, new(
            server.Port,
            options.Number("fill-connections"),
            [.. Enumerable.Range(from, to - from)]));
        Console.WriteLine($"filled to {to} sessions in {fill.Load.Elapsed.TotalSeconds:F0} s");
    }

    // A new process knows no session: the first turn of each is read from the store.
    private static async Task<string> Level(Options options, string data, int level)
    {
        await using var server = await Silos.Start(options, data);
        var plan = new LoadPlan(
            server.Port,
            options.Number("connections"),
            [.. Enumerable.Range(StrangersFrom, Sample)],
            options.Seconds("seconds"));
        await Measure.Take(server, plan);
        // Spread over all that are known, in no order a page cache would like.
        int[] sample = [.. Enumerable.Range(0, Sample)
            .Select(at => (int)((long)at * level / Sample))];
        new Random(Seed: 1).Shuffle(sample);
        var cold = await Measure.Take(server, plan with { Users = sample, For = null });
        var warm = await Measure.Take(server, plan with { Users = sample });
        return $"| {level} | {cold.CpuMicroseconds:F0} "
            + $"| {cold.Load.Quantile(0.5):F2} / {cold.Load.Quantile(0.99):F2} "
            + $"| {warm.CpuMicroseconds:F0} "
            + $"| {warm.Load.Quantile(0.5):F2} / {warm.Load.Quantile(0.99):F2} "
            + $"| {warm.Load.TurnsPerSecond:F0} |";
    }

    private static int[] Levels(Options options)
    {
        int[] levels = [.. options.List("levels").Select(text =>
            int.TryParse(text, CultureInfo.InvariantCulture, out var level) ? level : 0)];
        return levels[0] >= Sample && levels.SequenceEqual(levels.Order().Distinct())
            ? levels
            : throw new BenchmarkException($"--levels must ascend from at least {Sample}.");
    }
}
