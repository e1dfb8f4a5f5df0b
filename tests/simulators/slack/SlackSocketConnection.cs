using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>One open socket of Socket Mode, seen from Slack's side.</summary>
internal sealed class SlackSocketConnection(WebSocket socket) : IDisposable
{
    private const int FrameMax = 1 << 20;

    private readonly SemaphoreSlim sending = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<WebhookResult>> waiting =
        new(StringComparer.Ordinal);

    /// <summary>Sends an envelope and waits for its acknowledgement.</summary>
    public async Task<WebhookResult> Ask(JsonObject envelope, CancellationToken stop)
    {
        var id = envelope["envelope_id"]!.GetValue<string>();
        var answer = new TaskCompletionSource<WebhookResult>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        try
        {
            await Send(envelope);
            return await answer.Task.WaitAsync(stop);
        }
        catch (Exception failure) when (failure is WebSocketException or ObjectDisposedException)
        {
            return Lost();
        }
        finally
        {
            waiting.TryRemove(id, out _);
        }
    }

    public Task Send(JsonObject frame) => Send(frame.ToJsonString(SimulatorJson.Options));

    public async Task Send(string frame)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(
                Encoding.UTF8.GetBytes(frame),
                WebSocketMessageType.Text,
                endOfMessage: true,
                CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Reads acknowledgements until the socket is closed.</summary>
    public async Task Read(CancellationToken stop)
    {
        var frame = new byte[FrameMax];
        var length = 0;
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(frame.AsMemory(length), stop);
                if (read.MessageType == WebSocketMessageType.Close)
                    break;
                length += read.Count;
                if (!read.EndOfMessage)
                    continue;
                Take(frame.AsSpan(0, length));
                length = 0;
            }
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, stop);
        }
        catch (Exception failure) when (failure
            is WebSocketException or OperationCanceledException or IOException)
        {
            // Whoever was there is gone.
        }
    }

    public void Abort() => socket.Abort();

    /// <summary>What is not acknowledged will not be any more.</summary>
    public void GiveUp()
    {
        foreach (var answer in waiting.Values)
            answer.TrySetResult(Lost());
    }

    public void Dispose() => sending.Dispose();

    private void Take(ReadOnlySpan<byte> bytes)
    {
        var frame = JsonSerializer.Deserialize<JsonObject>(bytes, SimulatorJson.Options);
        if (frame?["envelope_id"]?.GetValue<string>() is { } id
            && waiting.TryGetValue(id, out var answer))
            answer.TrySetResult(new WebhookResult(
                StatusCodes.Status200OK,
                null,
                frame["payload"]?.ToJsonString(SimulatorJson.Options) ?? "",
                IsRefused: false));
    }

    private static WebhookResult Lost() =>
        new(null, "connection_closed", null, IsRefused: false);
}
