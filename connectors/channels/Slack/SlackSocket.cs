using System.Buffers;
using System.Net.WebSockets;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// One socket: it reads frames in their order, and acknowledges each when what is in it is on disk.
/// What is not acknowledged Slack brings again.
/// </summary>
internal sealed class SlackSocket : IAsyncDisposable
{
    /// <summary>The largest frame taken, in bytes; an event is a few kilobytes.</summary>
    private const int FrameMax = 1_100_000;

    /// <summary>Frames that are not acknowledged yet; beyond, nothing more is read.</summary>
    private const int UnderWayMax = 256;

    private const int BufferSize = 16_384;

    private static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PongWithin = TimeSpan.FromSeconds(15);

    /// <summary>How long what is under way may take when the socket closes.</summary>
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(1);

    private readonly ClientWebSocket socket = new();
    private readonly EndpointSettings settings;
    private readonly IConnectionHost host;
    private readonly CancellationTokenSource end = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly SemaphoreSlim room = new(UnderWayMax);
    private readonly TaskCompletionSource greeted =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource<string> leaving =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task reading = Task.CompletedTask;
    private bool isDisposed;

    private SlackSocket(EndpointSettings settings, IConnectionHost host)
    {
        (this.settings, this.host) = (settings, host);
        socket.Options.KeepAliveInterval = PingEvery;
        socket.Options.KeepAliveTimeout = PongWithin;
    }

    /// <summary>Why the socket is, or will soon be, of no use.</summary>
    public Task<string> Leaving => leaving.Task;

    /// <summary>Completes when nothing more comes.</summary>
    public Task Closed => reading;

    public bool IsClosed => reading.IsCompleted;

    /// <summary>Connects and waits for Slack's greeting.</summary>
    public static async Task<(SlackSocket? Socket, ConnectionEnd? Problem)> Open(
        Uri address, EndpointSettings settings, IConnectionHost host, CancellationToken stop)
    {
        var opened = new SlackSocket(settings, host);
        using var limit = new CancellationTokenSource(HelloWithin, host.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            await opened.socket.ConnectAsync(address, host.Http, either.Token);
            opened.reading = opened.Read();
            await Task.WhenAny(opened.greeted.Task, opened.reading).WaitAsync(either.Token);
            if (opened.greeted.Task.IsCompleted)
                return (opened, null);
            await opened.DisposeAsync();
            return (null, new ConnectionEnd(await opened.Leaving));
        }
        catch (Exception failure)
        {
            await opened.DisposeAsync();
            return (null, new ConnectionEnd(
                failure is OperationCanceledException ? "no greeting" : "no socket"));
        }
    }

    /// <summary>Lets what is under way be acknowledged, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        await end.CancelAsync();
        using var limit = new CancellationTokenSource(CloseWithin, host.Clock);
        try
        {
            for (var free = 0; free < UnderWayMax; free++)
                await room.WaitAsync(limit.Token);
            await sending.WaitAsync(limit.Token);
            await socket.CloseOutputAsync(
                WebSocketCloseStatus.NormalClosure, null, limit.Token);
            await reading.WaitAsync(limit.Token);
        }
        catch (Exception failure) when (failure
            is OperationCanceledException or WebSocketException or InvalidOperationException)
        {
            // It is gone already, or does not answer.
        }
        socket.Abort();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Dispose();
    }

    private async Task Read()
    {
        var why = "closed";
        try
        {
            var buffer = new byte[BufferSize];
            var frame = new ArrayBufferWriter<byte>(BufferSize);
            while (!end.IsCancellationRequested && await Receive(buffer, frame))
                await Take(frame.WrittenMemory);
            if (socket.CloseStatus is { } status)
                why = $"closed {(int)status}";
        }
        catch (Exception failure)
        {
            why = failure is WebSocketException broken
                ? $"broken: {broken.WebSocketErrorCode}"
                : failure.GetType().Name;
        }
        leaving.TrySetResult(why);
    }

    /// <summary>Reads a frame whole; one that is too large is read and not kept.</summary>
    /// <returns>Whether there was one; false: Slack closed the socket.</returns>
    private async Task<bool> Receive(byte[] buffer, ArrayBufferWriter<byte> frame)
    {
        frame.ResetWrittenCount();
        var length = 0L;
        while (true)
        {
            // Not stopped by a token: that would end the socket, and what is under way with it.
            var read = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (read.MessageType == WebSocketMessageType.Close)
                return false;
            length += read.Count;
            if (length <= FrameMax)
                frame.Write(buffer.AsSpan(0, read.Count));
            else
                frame.ResetWrittenCount();
            if (read.EndOfMessage)
                return true;
        }
    }

    private async Task Take(ReadOnlyMemory<byte> bytes)
    {
        var frame = SlackFrame.Read(bytes, new SlackScope(settings, host.Clock.GetUtcNow()));
        if (frame.Type == SlackFrame.Hello)
            greeted.TrySetResult();
        else if (frame.Type == SlackFrame.Disconnect)
            leaving.TrySetResult(frame.Reason ?? SlackFrame.Disconnect);
        else if (!end.IsCancellationRequested)
        {
            await room.WaitAsync(end.Token);
            // Begun in Slack's order, awaited side by side.
            _ = Answer(frame.Content);
        }
    }

    private async Task Answer(ParseResult content)
    {
        try
        {
            var answer = content switch
            {
                ParseResult.Answer direct => direct.Reply,
                ParseResult.Events events when await host.Take(events.Items) =>
                    events.Acknowledgement,
                _ => null,
            };
            if (answer is { Body.IsEmpty: false })
                await Send(answer.Body);
        }
        catch (Exception)
        {
            // The socket is gone. Slack brings the event again, and it is known then.
        }
        finally
        {
            room.Release();
        }
    }

    private async Task Send(ReadOnlyMemory<byte> answer)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(
                answer, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }
}
