namespace TockOrleans.Benchmarks;

internal static class Program
{
    private const string Usage = """
        benchmarks <verb> [--name value …] [-- settings of the silo]

          throughput  what a turn costs, against bare Kestrel and a bare grain call
          memory      what a session costs in memory, alive and put away
          scale       what a turn costs at 1,000, 100,000 and 1,000,000 known sessions

        A wrong name shows the known ones and their defaults.
        """;

    private static async Task<int> Main(string[] args)
    {
        try
        {
            switch (args)
            {
                case [BaselineServer.BareVerb, .. var rest]:
                    await BaselineServer.Bare(rest);
                    return 0;
                case [BaselineServer.GrainVerb, .. var rest]:
                    await BaselineServer.Grain(rest);
                    return 0;
                case ["throughput", .. var rest]:
                    return await Throughput.Run(new(Throughput.Defaults, rest));
                case ["memory", .. var rest]:
                    return await Memory.Run(new(Memory.Defaults, rest));
                case ["scale", .. var rest]:
                    return await Scale.Run(new(Scale.Defaults, rest));
                default:
                    await Console.Error.WriteLineAsync(Usage);
                    return 2;
            }
        }
        catch (BenchmarkException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 2;
        }
    }
}
