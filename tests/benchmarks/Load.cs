using System.Diagnostics;
using System.Text;

namespace TockOrleans.Benchmarks;

/// <summary>
/// A closed loop of some connections: each sends a request, reads the answer and sends the next.
/// </summary>
internal static class Load
{
    private static long events;

    /// <summary>Sends requests for a time, or a number of them.</summary>
    /// <param name="server">Whom to.</param>
    /// <param name="connections">How many at once.</param>
    /// <param name="user">The user of a connection's n-th request.</param>
    /// <param name="duration">How long; null: until the count is reached.</param>
    /// <param name="count">How many requests in all.</param>
    public static async Task<LoadResult> Run(
        Server server,
        int connections,
        Func<int, long, string> user,
        TimeSpan? duration,
        long count = long.MaxValue)
    {
        var stop = false;
        var sent = 0L;
        var times = new List<double>[connections];
        var processor = server.Processor;
        var begun = Stopwatch.GetTimestamp();
        var loops = Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            var mine = times[connection] = new List<double>(100_000);
            using var socket = await RawConnection.Open(server.Address);
            for (var n = 0L; !Volatile.Read(ref stop) && Interlocked.Increment(ref sent) <= count;)
            {
                var request = Request(server.Address, user(connection, n++));
                var at = Stopwatch.GetTimestamp();
                await socket.Exchange(request);
                mine.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }
        })).ToArray();
        if (duration is { } time)
        {
            await Task.Delay(time);
            Volatile.Write(ref stop, true);
        }
        await Task.WhenAll(loops);
        var took = Stopwatch.GetElapsedTime(begun);
        var all = times.SelectMany(mine => mine).Order().ToArray();
        return new LoadResult(
            all.Length / took.TotalSeconds,
            (server.Processor - processor).TotalMicroseconds / all.Length,
            all[all.Length / 2],
            all[(int)(all.Length * 0.99)]);
    }

    private static byte[] Request(Uri address, string user)
    {
        var id = Interlocked.Increment(ref events);
        var body = $$"""{"query":"hi","userId":"{{user}}","eventId":"e{{id}}"}""";
        return Encoding.ASCII.GetBytes(
            $"POST /io/app/echo/web HTTP/1.1\r\nHost: {address.Authority}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
