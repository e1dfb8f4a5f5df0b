using System.Diagnostics;

namespace TockOrleans.Stores.Tests;

/// <summary>Waits for what another process brings about, with a deadline.</summary>
internal static class Poll
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);

    public static async Task Until(Func<bool> done)
    {
        var begun = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(Every);
        while (!done())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Deadline, $"not so within {Deadline}");
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
