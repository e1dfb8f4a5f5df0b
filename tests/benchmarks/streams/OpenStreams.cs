using System.Diagnostics;
using System.Net.Http.Json;

namespace TockOrleans.Benchmarks.Streams;

/// <summary>
/// Very many open streams on one process: what each costs, how soon what is said comes over them,
/// and that nothing is lost or comes twice where the process is killed and all come back.
/// </summary>
internal static class OpenStreams
{
    private const double PushedWithinMs = 1_000;
    private const int OpeningAtOnce = 200;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);

    public static async Task<int> Run(Arguments arguments)
    {
        var connections = arguments.Number("connections", 10_000);
        var rate = arguments.Number("rate", 200);
        var seconds = arguments.Number("seconds", 30);
        var kills = arguments.Number("kills", 2);
        await using var server = await Server.Echo(
            Directory.CreateTempSubdirectory("tock-bench").FullName,
            $"--Tock:Admin:Key={Talk.Key}",
            "--Tock:Admin:RequestsPerSecond=10000",
            "--Tock:Admin:Burst=10000",
            "--Logging:LogLevel:Default=Error");
        using var stop = new CancellationTokenSource();
        var storm = new Storm();
        var ledger = new Ledger(connections);
        var talk = new Talk(server, ledger, connections, rate);
        StreamListener[] listeners =
        [
            .. Enumerable.Range(0, connections).Select(user =>
                new StreamListener(user, server.Address, storm, ledger)),
        ];
        await Task.Delay(Before);
        var without = await IdleShare(server);
        var listening = await Open(server, listeners, stop.Token);
        Console.WriteLine(
            $"idle:       {await IdleShare(server):P1} of a processor with them, for the signs of"
            + $" life; {without:P1} without");
        await talk.Greet();
        var good = await Steady(server, talk, ledger, seconds);
        for (var kill = 0; kill < kills; kill++)
        {
            storm.IsHard = kill % 2 == 1;
            good &= await Kill(server, talk, ledger, listeners, storm);
        }
        await Until(() => ledger.Missing == 0);
        Console.WriteLine(
            $"in all:     {ledger.Acknowledged} acknowledged; {ledger.Missing} missing,"
            + $" {ledger.Twice} twice, {ledger.Disordered} out of order, {ledger.Astray} astray");
        good &= ledger is { Missing: 0, Twice: 0, Disordered: 0, Astray: 0 };
        await stop.CancelAsync();
        await Task.WhenAll(listening);
        Console.WriteLine(
            $"demanded:   each push within {PushedWithinMs:F0} ms while nothing dies; nothing"
            + $" missing, twice, out of order, astray: {(good ? "PASS" : "FAIL")}");
        return good ? 0 : 1;
    }

    private static async Task<List<Task>> Open(
        Server server, StreamListener[] listeners, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        var (heap, set) = (await Ask(client), server.WorkingSet);
        var begun = Stopwatch.GetTimestamp();
        var listening = new List<Task>(listeners.Length);
        foreach (var some in listeners.Chunk(OpeningAtOnce))
        {
            listening.AddRange(some.Select(one => Task.Run(() => one.Run(stop), stop)));
            await Until(() => some.All(one => one.IsLive));
        }
        var took = Stopwatch.GetElapsedTime(begun);
        var (more, larger) = (await Ask(client) - heap, server.WorkingSet - set);
        Console.WriteLine(
            $"open:       {listeners.Length} streams in {took.TotalSeconds:F1} s; each"
            + $" {more / 1024.0 / listeners.Length:F1} KiB of the live heap,"
            + $" {larger / 1024.0 / listeners.Length:F1} KiB of the working set"
            + $" ({server.WorkingSet >> 20} MiB in all)");
        return listening;
    }

    private static async Task<double> IdleShare(Server server)
    {
        var before = server.Processor;
        await Task.Delay(Idle);
        return (server.Processor - before) / Idle;
    }

    private static async Task<bool> Steady(Server server, Talk talk, Ledger ledger, int seconds)
    {
        // What is compiled at the first turns is no part of it.
        await For(talk, Before);
        await Until(() => ledger.Missing == 0);
        var (from, before) = (talk.Count, server.Processor);
        await For(talk, TimeSpan.FromSeconds(seconds));
        await Until(() => ledger.Missing == 0);
        var times = ledger.Latencies(from, talk.Count);
        Tell("steady", times, talk.Count - from);
        Console.WriteLine(
            $"            {(talk.Count - from) / (double)seconds:F0}/s for {seconds} s,"
            + $" {(server.Processor - before).TotalSeconds / seconds:P0} of a processor");
        return times.Length == talk.Count - from && times[^1] <= PushedWithinMs;
    }

    private static async Task<bool> Kill(
        Server server, Talk talk, Ledger ledger, StreamListener[] listeners, Storm storm)
    {
        var from = talk.Count;
        using var enough = new CancellationTokenSource();
        var talking = talk.Run(enough.Token);
        await Task.Delay(Before);
        await server.Restart();
        var begun = Stopwatch.GetTimestamp();
        await Until(() => listeners.All(one => one.IsLive));
        var took = Stopwatch.GetElapsedTime(begun);
        await Task.Delay(Before);
        await enough.CancelAsync();
        await talking;
        await Until(() => ledger.Missing == 0);
        var times = ledger.Latencies(from, talk.Count);
        Console.WriteLine(
            $"kill -9:    all back {took.TotalSeconds:F1} s after it was ready again, coming"
            + (storm.IsHard ? " all at once" : " within 3 s"));
        Tell("", times, talk.Count - from);
        return times.Length == talk.Count - from && listeners.All(one => one.IsLive);
    }

    private static void Tell(string phase, double[] times, int sent) => Console.WriteLine(
        $"{(phase.Length > 0 ? phase + ":" : ""),-12}{times.Length} of {sent} came, after"
        + $" {Figures.Percentile(times, 0.5):F0} ms (median),"
        + $" {Figures.Percentile(times, 0.99):F0} ms (p99), {times[^1]:F0} ms (longest)");

    private static async Task For(Talk talk, TimeSpan time)
    {
        using var enough = new CancellationTokenSource(time);
        await talk.Run(enough.Token);
    }

    private static async Task Until(Func<bool> condition)
    {
        for (var begun = Stopwatch.GetTimestamp();
            !condition() && Stopwatch.GetElapsedTime(begun) < Limit;)
            await Task.Delay(Poll);
    }

    private static async Task<long> Ask(HttpClient client) =>
        (await client.GetFromJsonAsync<MemoryUse>(new Uri("/memory", UriKind.Relative)))!.Heap;
}
