using System.Diagnostics;

namespace TockOrleans.Hosting.Tests;

/// <summary>Waits for what other threads bring about, with a deadline.</summary>
public static class Poll
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);

    public static Task Until(Func<bool> done) => Until(() => Task.FromResult(done()));

    public static async Task Until(Func<Task<bool>> done)
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
