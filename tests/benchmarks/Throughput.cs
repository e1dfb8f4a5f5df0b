namespace TockOrleans.Benchmarks;

/// <summary>
/// A durable turn beside a bare Kestrel POST and a bare grain call, in one run: all servers up,
/// each measured in turn, the order reversed every round, medians of the rounds.
/// </summary>
internal static class Throughput
{
    private const double Floor = 6;
    private const int Users = 5_000;

    public static async Task<int> Run(Arguments arguments)
    {
        var seconds = TimeSpan.FromSeconds(arguments.Number("seconds", 5));
        var rounds = arguments.Number("rounds", 4);
        var connections = arguments.Number("connections", 64);
        await using var kestrel = await Server.Bench("bare Kestrel POST", "serve-kestrel");
        await using var grain = await Server.Bench("Kestrel + one grain call", "serve-grain");
        await using var silo = await Server.Silo(
            "durable turn", Directory.CreateTempSubdirectory("tock-bench").FullName);
        Server[] servers = [kestrel, grain, silo];
        var results = servers.ToDictionary(server => server, _ => new List<LoadResult>());
        foreach (var server in servers)
            await Load.Run(server, connections, User, seconds * 2);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var server in servers)
                results[server].Add(await Load.Run(server, connections, User, seconds));
            Array.Reverse(servers);
        }
        return Print([kestrel, grain, silo], results);
    }

    private static string User(int connection, long n) =>
        $"user-{((connection * 7_919) + n) % Users}";

    private static int Print(Server[] servers, Dictionary<Server, List<LoadResult>> results)
    {
        var bare = Figures.Median(results[servers[1]], result => result.Processor);
        Console.WriteLine(
            "                            turns/s   turns/CPU-s   CPU us   ratio   p50 ms   p99 ms");
        foreach (var server in servers)
        {
            var all = results[server];
            var processor = Figures.Median(all, result => result.Processor);
            Console.WriteLine(
                $"{server.Name,-26}{Figures.Median(all, result => result.PerSecond),9:F0}"
                + $"{1_000_000 / processor,14:F0}{processor,9:F1}{processor / bare,8:F2}"
                + $"{Figures.Median(all, result => result.Median),9:F2}"
                + $"{Figures.Median(all, result => result.Slow),9:F2}");
        }
        var ratio = Figures.Median(results[servers[2]], result => result.Processor) / bare;
        Console.WriteLine(
            $"floor: a durable turn costs at most {Floor} times the processor time of a grain call:"
            + $" {ratio:F2} {(ratio <= Floor ? "PASS" : "FAIL")}");
        return ratio <= Floor ? 0 : 1;
    }
}
