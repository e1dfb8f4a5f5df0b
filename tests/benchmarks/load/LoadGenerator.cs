using System.Diagnostics;
using System.Net.Sockets;

namespace TockOrleans.Benchmarks;

/// <summary>
/// A closed loop: every connection posts, waits for the answer and posts again. Waiting servers
/// are not sent more, so latencies are those of a full but not overrun server.
/// </summary>
internal static class LoadGenerator
{
    private static readonly string RunId = $"{Environment.ProcessId:x}{Environment.TickCount:x}";
    private static long events;

    public static async Task<LoadResult> Run(LoadPlan plan)
    {
        var watch = Stopwatch.StartNew();
        var clients = await Task.WhenAll(Enumerable.Range(0, plan.Connections)
            .Select(connection => Task.Run(() => Client(plan, connection, watch))));
        var elapsed = watch.Elapsed;
        var latencies = clients.SelectMany(client => client.Latencies).ToArray();
        Array.Sort(latencies);
        return new(
            latencies.Length,
            clients.Sum(client => client.Failures.Count),
            clients.SelectMany(client => client.Failures).FirstOrDefault(),
            elapsed,
            latencies);
    }

    private static async Task<(List<long> Latencies, List<string> Failures)> Client(
        LoadPlan plan, int number, Stopwatch watch)
    {
        var latencies = new List<long>();
        var failures = new List<string>();
        using var connection = new HttpConnection(plan.Port);
        try
        {
            await connection.Open();
            foreach (var user in UsersOf(plan, number))
            {
                if (watch.Elapsed >= plan.For)
                    break;
                var start = Stopwatch.GetTimestamp();
                var other = await connection.Say(
                    user, $"{RunId}-{Interlocked.Increment(ref events)}");
                if (other is null)
                    latencies.Add(Stopwatch.GetTimestamp() - start);
                else
                    failures.Add(other);
            }
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            failures.Add(failure.Message);
        }
        return (latencies, failures);
    }

    private static IEnumerable<int> UsersOf(LoadPlan plan, int connection)
    {
        do
        {
            for (var at = connection; at < plan.Users.Count; at += plan.Connections)
                yield return plan.Users[at];
        }
        while (plan.For is not null && connection < plan.Users.Count);
    }
}
