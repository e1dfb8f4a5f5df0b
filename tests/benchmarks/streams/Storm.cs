namespace TockOrleans.Benchmarks.Streams;

/// <summary>How soon clients come back: each at a time of its own, or all at once.</summary>
internal sealed class Storm
{
    private static readonly TimeSpan Browser = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(500);

    /// <summary>All at once; else each within three seconds.</summary>
    public bool IsHard { get; set; }

    public Task Pause(CancellationToken stop) => Task.Delay(
        IsHard ? AtOnce : Browser * Random.Shared.NextDouble(), stop)
        .ContinueWith(_ => { }, TaskScheduler.Default);
}
