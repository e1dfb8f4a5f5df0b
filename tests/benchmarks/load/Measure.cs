namespace TockOrleans.Benchmarks;

/// <summary>One load and what it cost the server.</summary>
/// <param name="Load">The load as its clients saw it.</param>
/// <param name="CpuMicroseconds">Processor time of the server per turn.</param>
/// <param name="AllocatedBytes">Managed memory allocated by the server per turn.</param>
/// <param name="Others">
/// The part of the machine that neither the server nor its clients used; near 0 on a quiet one.
/// </param>
internal sealed record Measure(
    LoadResult Load, double CpuMicroseconds, double AllocatedBytes, double Others)
{
    /// <summary>Puts a load on a server.</summary>
    /// <exception cref="BenchmarkException">A request was not answered with a turn.</exception>
    public static async Task<Measure> Take(ServerProcess server, LoadPlan plan)
    {
        var busy = Machine.Busy();
        var own = Environment.CpuUsage.TotalTime;
        var before = await server.Probe(collect: false);
        var cpu = server.Cpu();
        var load = await LoadGenerator.Run(plan);
        cpu = server.Cpu() - cpu;
        own = Environment.CpuUsage.TotalTime - own;
        busy = Machine.Busy() - busy;
        var after = await server.Probe(collect: false);
        if (load.Failures > 0 || load.Turns == 0)
        {
            throw new BenchmarkException(
                $"{server.Name}: {load.Failures} of {load.Turns + load.Failures} requests failed, "
                + $"the first with: {load.FirstFailure}");
        }
        return new(
            load,
            cpu.TotalMicroseconds / load.Turns,
            (after.Allocated - before.Allocated) / (double)load.Turns,
            Math.Max(0, (busy - cpu - own) / load.Elapsed / Environment.ProcessorCount));
    }
}
