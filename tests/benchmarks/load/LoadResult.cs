namespace TockOrleans.Benchmarks;

/// <summary>What came of a load.</summary>
/// <param name="Turns">Requests answered as they should be.</param>
/// <param name="Failures">Requests answered in another way, or not at all.</param>
/// <param name="FirstFailure">What the first of them looked like.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Latencies">The time of each turn in stopwatch ticks, ascending.</param>
internal sealed record LoadResult(
    int Turns,
    int Failures,
    string? FirstFailure,
    TimeSpan Elapsed,
    long[] Latencies)
{
    public double TurnsPerSecond => Turns / Elapsed.TotalSeconds;

    /// <summary>A quantile of the latency in milliseconds.</summary>
    public double Quantile(double part) => Latencies.Length == 0
        ? double.NaN
        : Latencies[Math.Min((int)(part * Latencies.Length), Latencies.Length - 1)]
            * 1000.0 / System.Diagnostics.Stopwatch.Frequency;
}
