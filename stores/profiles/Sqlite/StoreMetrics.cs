using System.Diagnostics.Metrics;

namespace TockOrleans.Stores.Sqlite;

/// <summary>What the store counts: meter <c>TockOrleans.Stores</c>.</summary>
public sealed class StoreMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "TockOrleans.Stores";

    private readonly Histogram<int> batches;
    private readonly Histogram<double> duration;
    private readonly Counter<long> failed;

    /// <summary>Makes the instruments.</summary>
    public StoreMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        batches = meter.CreateHistogram<int>(
            "tock.store.batch", "{commit}", "Commits that shared a transaction");
        duration = meter.CreateHistogram<double>(
            "tock.store.commit.duration", "s", "A transaction, its sync to the disk included");
        failed = meter.CreateCounter<long>(
            "tock.store.commits.failed", "{commit}", "Commits that are not on disk, by result");
    }

    internal void Batch(int size, TimeSpan took)
    {
        batches.Record(size);
        duration.Record(took.TotalSeconds);
    }

    internal void Result(CommitResult result)
    {
        if (result is not CommitResult.Committed)
            failed.Add(
                1, new KeyValuePair<string, object?>("result", result.GetType().Name));
    }
}
