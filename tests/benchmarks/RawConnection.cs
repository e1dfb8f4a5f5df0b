using System.Net.Sockets;
using System.Text;

namespace TockOrleans.Benchmarks;

/// <summary>
/// A kept-alive connection over a raw socket, so that the generator takes little of the processor
/// it shares with the server.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private const int AnswerMax = 16_384;
    private static readonly byte[] HeadersEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] ChunksEnd = "0\r\n\r\n"u8.ToArray();
    private static readonly byte[] LengthHeader = "\r\ncontent-length:"u8.ToArray();

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[AnswerMax];

    private RawConnection()
    {
    }

    public static async Task<RawConnection> Open(Uri address)
    {
        var connection = new RawConnection();
        await connection.socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <summary>Sends a request and reads its whole answer.</summary>
    /// <exception cref="IOException">It is not of the 2xx, or none.</exception>
    public async Task Exchange(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        for (var length = 0; length == 0 || !IsWhole(buffer.AsSpan(0, length));)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new IOException("the server closed the connection");
            length += read;
        }
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf(HeadersEnd);
        if (end < 0)
            return false;
        if (!answer.StartsWith("HTTP/1.1 2"u8))
            throw new IOException(Encoding.UTF8.GetString(answer));
        var headers = answer[..(end + 2)];
        for (var at = 0; at + LengthHeader.Length < headers.Length; at++)
            if (Ascii.EqualsIgnoreCase(headers.Slice(at, LengthHeader.Length), LengthHeader))
            {
                var digits = headers[(at + LengthHeader.Length)..];
                digits = digits[..digits.IndexOf((byte)'\r')].Trim((byte)' ');
                return answer.Length >= end + HeadersEnd.Length + int.Parse(digits, null);
            }
        return answer.EndsWith(ChunksEnd);
    }
}
