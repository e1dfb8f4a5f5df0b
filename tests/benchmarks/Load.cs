using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace TockOrleans.Benchmarks;

/// <summary>
/// A closed loop of some connections: each sends a request, reads the answer and sends the next.
/// Raw sockets, so that the generator takes little of the processor it shares with the server.
/// </summary>
internal static class Load
{
    private static readonly byte[] HeadersEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] LengthHeader = "Content-Length: "u8.ToArray();

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
            using var socket = await Connect(server.Address);
            var buffer = new byte[16_384];
            for (var n = 0L; !Volatile.Read(ref stop) && Interlocked.Increment(ref sent) <= count;)
            {
                var request = Request(server.Address, user(connection, n++));
                var at = Stopwatch.GetTimestamp();
                await Exchange(socket, request, buffer);
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

    private static async Task<Socket> Connect(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        return socket;
    }

    private static byte[] Request(Uri address, string user)
    {
        var id = Interlocked.Increment(ref events);
        var body = $$"""{"query":"hi","userId":"{{user}}","eventId":"e{{id}}"}""";
        return Encoding.ASCII.GetBytes(
            $"POST /io/app/echo/web HTTP/1.1\r\nHost: {address.Authority}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private static async Task Exchange(Socket socket, byte[] request, byte[] buffer)
    {
        await socket.SendAsync(request);
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new IOException("the server closed the connection");
            length += read;
            if (IsWhole(buffer.AsSpan(0, length)))
                return;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headers = answer.IndexOf(HeadersEnd);
        if (headers < 0)
            return false;
        if (!answer.StartsWith("HTTP/1.1 200"u8))
            throw new IOException(Encoding.ASCII.GetString(answer));
        var at = answer.IndexOf(LengthHeader) + LengthHeader.Length;
        var digits = answer[at..(at + answer[at..].IndexOf((byte)'\r'))];
        return answer.Length >= headers + HeadersEnd.Length + int.Parse(digits, null);
    }
}
