using System.Diagnostics.Metrics;

namespace TockOrleans.Stores;

/// <summary>What the store counts: meter <c>TockOrleans.Stores</c>.</summary>
public sealed class StoreMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "TockOrleans.Stores";

    private readonly Histogram<int> batches;
    private readonly Histogram<double> duration;
    private readonly Counter<long> commits;
    private readonly Counter<long> marks;
    private readonly Gauge<long> log;

    /// <summary>Makes the instruments.</summary>
    public StoreMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        batches = meter.CreateHistogram<int>(
            "tock.store.batch", "{commit}", "Commits that shared a transaction");
        duration = meter.CreateHistogram<double>(
            "tock.store.commit.duration", "s", "A transaction, its sync to the disk included");
        commits = meter.CreateCounter<long>(
            "tock.store.commits", "{commit}", "Commits by result: committed, conflict …");
        marks = meter.CreateCounter<long>(
            "tock.store.marks", "{mark}", "Writes of delivery outcomes, by result");
        log = meter.CreateGauge<long>(
            "tock.store.log", "By", "The write-ahead log, before it is written back");
    }

    internal void Batch(int size, TimeSpan took)
    {
        batches.Record(size);
        duration.Record(took.TotalSeconds);
    }

    internal void Log(long bytes) => log.Record(bytes);

    internal void Result(CommitResult result) => commits.Add(1, Of(result));

    internal void Marked(CommitResult result) => marks.Add(1, Of(result));

    private static KeyValuePair<string, object?> Of(CommitResult result) =>
        new("result", result switch
        {
            CommitResult.Committed => "committed",
            CommitResult.Conflict => "conflict",
            CommitResult.Duplicate => "duplicate",
            CommitResult.Refused => "refused",
            _ => "unknown",
        });
}
