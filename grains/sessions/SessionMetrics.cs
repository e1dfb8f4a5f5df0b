using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TockOrleans.Grains.Sessions;

/// <summary>What sessions count: meter <c>TockOrleans.Sessions</c>.</summary>
public sealed class SessionMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "TockOrleans.Sessions";

    private readonly Histogram<double> duration;
    private readonly Counter<long> failures;
    private readonly Counter<long> reruns;
    private readonly Counter<long> poisoned;

    /// <summary>Makes the instruments.</summary>
    public SessionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        duration = meter.CreateHistogram<double>(
            "tock.turn.duration", "s", "From a turn's begin to its commit");
        failures = meter.CreateCounter<long>(
            "tock.turn.failures", "{turn}", "Turns answered by the technical error");
        reruns = meter.CreateCounter<long>(
            "tock.turn.reruns", "{turn}", "Turns begun again after a crash");
        poisoned = meter.CreateCounter<long>(
            "tock.session.commits.failed", "{commit}", "Commits that ended their activation");
    }

    internal long Begin() => duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    internal void End(long begun, string bot, bool completed)
    {
        if (begun != 0)
            duration.Record(
                Stopwatch.GetElapsedTime(begun).TotalSeconds,
                new KeyValuePair<string, object?>("bot", bot));
        if (!completed)
            failures.Add(1, new KeyValuePair<string, object?>("bot", bot));
    }

    internal void Rerun(string bot) =>
        reruns.Add(1, new KeyValuePair<string, object?>("bot", bot));

    internal void CommitFailed(string result) =>
        poisoned.Add(1, new KeyValuePair<string, object?>("result", result));
}
