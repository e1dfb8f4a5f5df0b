namespace TockOrleans.Benchmarks.Delivery;

/// <summary>What a run of turns found; times in milliseconds.</summary>
/// <param name="PerSecond">Turns a second.</param>
/// <param name="Processor">The server's processor time a turn, in microseconds.</param>
/// <param name="AckMedian">From the request until it was acknowledged, the median.</param>
/// <param name="AckSlow">The same, the 99th percentile.</param>
/// <param name="ReplyMedian">From the request until the reply was there, the median.</param>
/// <param name="ReplySlow">The same, the 99th percentile.</param>
internal sealed record TurnResult(
    double PerSecond,
    double Processor,
    double AckMedian,
    double AckSlow,
    double ReplyMedian,
    double ReplySlow);
