using System.Net.Sockets;
using System.Text;

namespace TockOrleans.Benchmarks.Streams;

/// <summary>
/// A client that holds a stream open over a raw socket, as a browser's EventSource does: it comes
/// back when the stream breaks off, and names the last id it saw.
/// </summary>
internal sealed class StreamListener(int user, Uri address, Storm storm, Ledger ledger)
{
    private const int BufferLength = 2_048;
    private readonly byte[] buffer = new byte[BufferLength];
    private readonly StringBuilder line = new();
    private string? lastEventId;

    /// <summary>Whether it is connected and has caught up.</summary>
    public bool IsLive { get; private set; }

    /// <summary>Listens until it is told to end.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Connect(stop);
            }
            catch (Exception failure) when (failure is SocketException or IOException)
            {
                // Again, as a browser does.
            }
            catch (OperationCanceledException)
            {
                return;
            }
            IsLive = false;
            await storm.Pause(stop);
        }
    }

    private async Task Connect(CancellationToken stop)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, stop);
        var last = lastEventId is null ? "" : $"Last-Event-ID: {lastEventId}\r\n";
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET /io/app/echo/web/sse?userId=u{user} HTTP/1.1\r\nHost: {address.Authority}\r\n"
                + $"Accept: text/event-stream\r\n{last}\r\n"),
            stop);
        var (chunked, begun) = (new Chunked(), false);
        line.Clear();
        for (int read; (read = await socket.ReceiveAsync(buffer, stop)) > 0;)
        {
            var bytes = buffer.AsSpan(0, read);
            if (!begun)
            {
                // The head is small and comes in one piece.
                if (!bytes.StartsWith("HTTP/1.1 200"u8))
                    throw new IOException("refused");
                bytes = bytes[(bytes.IndexOf("\r\n\r\n"u8) + 4)..];
                begun = true;
            }
            Read(chunked, bytes);
        }
    }

    private void Read(Chunked chunked, ReadOnlySpan<byte> bytes)
    {
        foreach (var octet in bytes)
            if (!chunked.IsBody(octet))
                continue;
            else if (octet != (byte)'\n')
                line.Append((char)octet);
            else
            {
                Take(line.ToString());
                line.Clear();
            }
    }

    private void Take(string text)
    {
        if (text.StartsWith("id: ", StringComparison.Ordinal))
        {
            lastEventId = text[4..];
            IsLive = true;
        }
        else if (text.StartsWith("data: {", StringComparison.Ordinal))
            ledger.Pushed(user, text);
    }
}
