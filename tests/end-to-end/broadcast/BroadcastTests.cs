using System.Diagnostics;

namespace TockOrleans.EndToEnd.Tests.Broadcast;

/// <summary>
/// Ten thousand users are told one thing, through <c>kill -9</c> in the middle and a channel that
/// fails.
/// </summary>
public sealed class BroadcastTests(ITestOutputHelper output)
{
    private const int Many = 10_000;
    private const int Silent = 500;
    private const double Share = 0.06;

    private readonly Stopwatch watch = Stopwatch.StartNew();

    [Fact]
    public async Task With_a_key_each_is_told_once_and_nobody_outside_the_window()
    {
        await using var run = new BroadcastRun(
            keys: true, Share, ("settings:windowSeconds", "3600"));
        var users = BroadcastRun.Users(Many);
        // Who never wrote is outside of any window.
        var inside = users.Skip(Silent).ToList();
        await run.Start();
        await run.Write(inside);
        await run.Broadcast(users);
        await run.KillAfter(Many / 3);
        var counts = await run.Completed();
        Report(run, counts);
        Assert.Equal(Counts(("sent", Many - Silent), ("outsideWindow", Silent)), counts);
        Assert.Equal(inside.ToDictionary(user => user, _ => 1), run.Told());
        Assert.Equal(users.Take(Silent).ToHashSet(), await run.Listed("outsideWindow"));
    }

    [Fact]
    public async Task At_most_once_nobody_is_told_twice_and_who_may_have_missed_it_is_listed()
    {
        await using var run = new BroadcastRun(
            keys: false, Share, ("settings:delivery", "atMostOnce"));
        var users = BroadcastRun.Users(Many);
        await run.Start();
        await run.Broadcast(users);
        await run.KillAfter(Many / 3);
        var counts = await run.Completed();
        Report(run, counts);
        var told = run.Told();
        Assert.All(told.Values, times => Assert.Equal(1, times));
        var unknown = await run.Listed("unknown");
        Assert.InRange(unknown.Count, 1, Many / 5);
        Assert.Equal(Counts(("sent", Many - unknown.Count), ("unknown", unknown.Count)), counts);
        Assert.Subset(unknown.ToHashSet(), users.Except(told.Keys).ToHashSet());
        Assert.Subset(told.Keys.ToHashSet(), (await run.Listed("sent")).ToHashSet());
    }

    [Fact]
    public async Task At_least_once_nobody_misses_it()
    {
        await using var run = new BroadcastRun(keys: false, Share);
        var users = BroadcastRun.Users(Many);
        await run.Start();
        await run.Broadcast(users);
        await run.KillAfter(Many / 3);
        var counts = await run.Completed();
        Report(run, counts);
        Assert.Equal(Counts(("sent", Many)), counts);
        Assert.Equal(users.ToHashSet(), run.Told().Keys.ToHashSet());
    }

    private static Dictionary<string, int> Counts(params (string Name, int Count)[] counts) =>
        counts.ToDictionary(count => count.Name, count => count.Count);

    private void Report(BroadcastRun run, IReadOnlyDictionary<string, int> counts) =>
        output.WriteLine(
            $"{watch.Elapsed.TotalSeconds:0.0} s: "
            + string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"))
            + $"; told twice {run.Told().Values.Count(times => times > 1)}, known by their key"
            + $" {run.Known}");
}
