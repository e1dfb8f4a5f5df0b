using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TockOrleans.Benchmarks;

/// <summary>
/// One kept-alive HTTP/1.1 connection that knows just enough to post and to read the answer: on a
/// machine shared with the server, a full client would cost more than the server.
/// </summary>
internal sealed class HttpConnection(int port) : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] sent = new byte[BufferSize];
    private readonly byte[] received = new byte[BufferSize];
    private readonly string head = $"POST {Addresses.Echo} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        + "Content-Type: application/json\r\nContent-Length: ";

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    private static ReadOnlySpan<byte> ChunksEnd => "0\r\n\r\n"u8;

    public async Task Open() =>
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>Posts one text of a user.</summary>
    /// <returns>Null where the answer is a turn; else what came instead.</returns>
    public async Task<string?> Say(int user, string eventId)
    {
        var body = $"{{\"query\":\"hi\",\"userId\":\"u{user}\",\"eventId\":\"{eventId}\"}}";
        var length = Encoding.ASCII.GetBytes($"{head}{body.Length}\r\n\r\n{body}", sent);
        await socket.SendAsync(sent.AsMemory(0, length));
        var filled = 0;
        do
        {
            var more = await socket.ReceiveAsync(received.AsMemory(filled));
            if (more == 0)
                throw new IOException(filled == received.Length
                    ? "The answer is longer than expected."
                    : "The server closed the connection.");
            filled += more;
        }
        while (!IsWhole(received.AsSpan(0, filled)));
        var answer = received.AsSpan(0, filled);
        return answer.StartsWith("HTTP/1.1 200"u8) && answer.IndexOf("turn "u8) >= 0
            ? null
            : Encoding.UTF8.GetString(answer);
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headLength = answer.IndexOf(HeadEnd);
        if (headLength < 0)
            return false;
        var head = answer[..headLength];
        var body = answer[(headLength + HeadEnd.Length)..];
        const string Name = "\r\nContent-Length: ";
        var at = head.IndexOf(Encoding.ASCII.GetBytes(Name));
        if (at < 0)
            return body.EndsWith(ChunksEnd);
        return Utf8Parser.TryParse(head[(at + Name.Length)..], out int length, out _)
            && body.Length >= length;
    }
}
