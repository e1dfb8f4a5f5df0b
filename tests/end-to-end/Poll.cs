using System.Diagnostics;

namespace TockOrleans.EndToEnd.Tests;

/// <summary>Waits for what another process brings about, with a deadline.</summary>
public static class Poll
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(20);

    public static Task UntilAsync(Func<bool> done) => UntilAsync(() => Task.FromResult(done()));

    public static async Task UntilAsync(
        Func<Task<bool>> done, TimeSpan? deadline = null, TimeSpan? every = null)
    {
        var limit = deadline ?? DefaultDeadline;
        var started = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(every ?? Every);
        while (!await done())
        {
            Assert.True(started.Elapsed < limit, $"not so within {limit}");
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
