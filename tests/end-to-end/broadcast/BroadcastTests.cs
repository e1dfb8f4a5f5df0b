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
    private const int Some = 1_000;
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
        Assert.InRange(await run.KillAfter(Many / 3), Many / 3, Many - 1);
        await run.StartAgain();
        var counts = await run.Completed();
        Report(run, counts);
        Assert.Equal(Counts(("sent", Many - Silent), ("outsideWindow", Silent)), counts);
        Assert.Equal(inside.ToDictionary(user => user, _ => 1), run.Told());
        Assert.Equal(users.Take(Silent).ToHashSet(), await run.Listed("outsideWindow"));
        // Some were sent again: without the key they would have been told twice.
        Assert.True(run.Known > 0);
    }

    [Fact]
    public async Task In_a_cluster_that_loses_a_silo_each_is_told_once_by_those_that_are_left()
    {
        await using var run = new BroadcastRun(
            keys: true, Share, ("settings:windowSeconds", "3600"));
        var users = BroadcastRun.Users(Some);
        var inside = users.Skip(Some / 20).ToList();
        await run.StartCluster();
        await run.Write(inside);
        await run.Broadcast(users, rate: Some / 5);
        Assert.InRange(await run.KillAfter(Some / 3), Some / 3, inside.Count - 1);
        var counts = await run.Completed();
        Report(run, counts);
        Assert.Equal(Counts(("sent", inside.Count), ("outsideWindow", Some / 20)), counts);
        Assert.Equal(inside.ToDictionary(user => user, _ => 1), run.Told());
        Assert.Equal(users.Except(inside).ToHashSet(), await run.Listed("outsideWindow"));
    }

    [Fact]
    public async Task At_most_once_nobody_is_told_twice_and_who_may_have_missed_it_is_listed()
    {
        await using var run = new BroadcastRun(
            keys: false, Share, ("settings:delivery", "atMostOnce"));
        var users = BroadcastRun.Users(Many);
        await run.Start();
        await run.Broadcast(users);
        Assert.InRange(await run.KillAfter(Many / 3), Many / 3, Many - 1);
        await run.StartAgain();
        var counts = await run.Completed();
        Report(run, counts);
        var told = run.Told();
        Assert.All(told.Values, times => Assert.Equal(1, times));
        Assert.Subset(users.ToHashSet(), told.Keys.ToHashSet());
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
        Assert.InRange(await run.KillAfter(Many / 3), Many / 3, Many - 1);
        await run.StartAgain();
        var counts = await run.Completed();
        Report(run, counts);
        Assert.Equal(Counts(("sent", Many)), counts);
        var told = run.Told();
        Assert.Equal(users.ToHashSet(), told.Keys.ToHashSet());
        // Whose answer was lost, and who was under way when it was killed, and nobody else.
        Assert.InRange(told.Values.Count(times => times > 1), 1, Many / 5);
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
