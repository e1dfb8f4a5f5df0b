namespace TockOrleans.Benchmarks;

/// <summary>What a run of load found.</summary>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="Processor">The server's processor time a request, in microseconds.</param>
/// <param name="Median">The median answer time, in milliseconds.</param>
/// <param name="Slow">The 99th percentile of the answer time, in milliseconds.</param>
internal sealed record LoadResult(
    double PerSecond, double Processor, double Median, double Slow);
