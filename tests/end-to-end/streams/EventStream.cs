using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;

namespace TockOrleans.EndToEnd.Tests.Streams;

/// <summary>
/// A browser's EventSource, as the HTML standard has it: it connects again when the stream ends or
/// fails, and names the last id it saw.
/// </summary>
public sealed class EventStream : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentQueue<(string Text, string ResponseId)> messages = new();
    private readonly Func<Uri> address;
    private readonly Task running;

    /// <param name="address">Where it connects to, asked each time.</param>
    public EventStream(Func<Uri> address)
    {
        this.address = address;
        running = Run();
    }

    /// <summary>How many signs of life came.</summary>
    public int Pings { get; private set; }

    /// <summary>How often it connected.</summary>
    public int Connections { get; private set; }

    /// <summary>The id it names when it connects again.</summary>
    public string? LastEventId { get; private set; }

    public IReadOnlyList<string> Texts => [.. messages.Select(message => message.Text)];

    /// <summary>What answers grew to, as it came.</summary>
    public ConcurrentQueue<string> Growing { get; } = new();

    public IReadOnlyList<string> ResponseIds => [.. messages.Select(one => one.ResponseId)];

    /// <summary>Waits until it has caught up: only then it has an id.</summary>
    public async Task<EventStream> Open()
    {
        await Poll.UntilAsync(() => LastEventId is not null);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await running;
        client.Dispose();
        closing.Dispose();
    }

    private async Task Run()
    {
        using var pause = new PeriodicTimer(Pause);
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await Connect();
                await pause.WaitForNextTickAsync(closing.Token);
            }
            catch (Exception failure) when (
                failure is HttpRequestException or IOException or SocketException)
            {
                // As a browser does, again after a while.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task Connect()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address());
        if (LastEventId is not null)
            request.Headers.Add("Last-Event-ID", LastEventId);
        using var answer = await client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, closing.Token);
        if (!answer.IsSuccessStatusCode)
            return;
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Connections++;
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(closing.Token));
        var (name, data, id) = ("message", "", LastEventId);
        while (await lines.ReadLineAsync(closing.Token) is { } line)
            if (line.Length == 0)
            {
                LastEventId = id;
                Dispatch(name, data);
                (name, data) = ("message", "");
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line["data: ".Length..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line["id: ".Length..];
    }

    private void Dispatch(string name, string data)
    {
        if (name == "ping")
        {
            Pings++;
            return;
        }
        using var json = JsonDocument.Parse(data);
        var message = Assert.Single(json.RootElement.GetProperty("responses").EnumerateArray());
        if (json.RootElement.GetProperty("metadata").TryGetProperty(
            "TOCK_STREAM_RESPONSE", out var grows) && grows.GetString() == "true")
        {
            Growing.Enqueue(message.GetProperty("text").GetString()!);
            return;
        }
        messages.Enqueue((
            message.GetProperty("text").GetString()!,
            json.RootElement.GetProperty("metadata").GetProperty("RESPONSE_ID").GetString()!));
    }
}
