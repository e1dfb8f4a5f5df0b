using System.Diagnostics;

namespace TockOrleans.EndToEnd.Tests;

/// <summary>Waits for what another process brings about, with a deadline.</summary>
public static class Poll
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    public static Task UntilAsync(Func<bool> done) => UntilAsync(() => Task.FromResult(done()));

    public static async Task UntilAsync(Func<Task<bool>> done)
    {
        var started = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(Every);
        while (!await done())
        {
            Assert.True(started.Elapsed < Deadline, $"not so within {Deadline}");
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
