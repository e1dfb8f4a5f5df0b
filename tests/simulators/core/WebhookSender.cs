using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace TockOrleans.Simulators;

/// <summary>
/// Brings events to the bot's webhook as the vendor does: signed, again until acknowledged, now and
/// then twice or late. Safe from any thread.
/// </summary>
public sealed class WebhookSender : IAsyncDisposable
{
    private readonly SimulatorOptions options;
    private readonly IWebhookProtocol protocol;
    private readonly HttpClient client;
    private readonly Random random;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<Task, bool> running = new();
    private readonly ConcurrentQueue<WebhookDelivery> deliveries = new();
    private WebhookNoise noise = WebhookNoise.None;

    internal WebhookSender(SimulatorOptions options, IWebhookProtocol protocol)
    {
        (this.options, this.protocol) = (options, protocol);
        Url = options.Webhook;
        random = new(options.Seed);
        client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            MaxConnectionsPerServer = options.WebhookConnectionsMax,
            UseCookies = false,
            UseProxy = false,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The bot's webhook.</summary>
    public Uri? Url { get; set; }

    /// <summary>What happens to events besides; may be switched at any time.</summary>
    /// <exception cref="ArgumentException">A value is out of its bounds.</exception>
    public WebhookNoise Noise
    {
        get => noise;
        set => noise = value.Problem() is { } problem
            ? throw new ArgumentException(problem, nameof(value))
            : value;
    }

    /// <summary>Whether there is somebody to send to.</summary>
    internal bool CanSend => Url is not null || Instead is not null;

    /// <summary>Brings an event in another way than by a request; null: it does not.</summary>
    internal Func<WebhookCall, int, string?, CancellationToken, Task<WebhookResult>>? Instead
    {
        get;
        set;
    }

    /// <summary>What became of every event so far, in the order they were sent.</summary>
    public IReadOnlyCollection<WebhookDelivery> Deliveries => deliveries;

    /// <summary>Waits until nothing is being sent, and no redelivery or duplicate is due.</summary>
    public async Task Idle(CancellationToken stop = default)
    {
        while (running.FirstOrDefault().Key is { } task)
            await task.WaitAsync(stop);
    }

    /// <summary>Ends all deliveries; what is not acknowledged stays so.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Idle(CancellationToken.None);
        client.Dispose();
        stop.Dispose();
    }

    /// <summary>Sends an event; the delivery says what becomes of it.</summary>
    /// <exception cref="InvalidOperationException">The webhook is not known yet.</exception>
    internal WebhookDelivery Send(WebhookCall call, TimeSpan after = default)
    {
        if (!CanSend)
            throw new InvalidOperationException("the webhook is not known yet");
        var url = Url;
        var delivery = new WebhookDelivery(call.Id, options.Time.GetUtcNow());
        deliveries.Enqueue(delivery);
        var chance = Draw(call);
        chance = chance with { Delay = chance.Delay + after };
        // Not on the caller's thread: sending never waits for the bot.
        var task = Task.Run(() => Deliver(call, url, delivery, chance));
        running[task] = true;
        _ = task.ContinueWith(
            ended => running.TryRemove(ended, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return delivery;
    }

    private async Task Deliver(
        WebhookCall call, Uri? url, WebhookDelivery delivery, Chance chance)
    {
        try
        {
            if (chance.Delay > TimeSpan.Zero)
                await Task.Delay(chance.Delay, options.Time, stop.Token);
            var twin = chance.Twin
                ? Request(call, url, delivery, 0, null, isAttempt: false)
                : Task.CompletedTask;
            await Attempts(call, url, delivery);
            await twin;
            call.Then?.Invoke(delivery);
            if (chance.Duplicate)
                await Request(call, url, delivery, 0, null, isAttempt: false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The simulator ends.
        }
        finally
        {
            delivery.End();
        }
    }

    private async Task Attempts(WebhookCall call, Uri? url, WebhookDelivery delivery)
    {
        string? reason = null;
        for (var retry = 0; ; retry++)
        {
            var result = await Request(call, url, delivery, retry, reason, isAttempt: true);
            reason = result.Reason;
            if (reason is null || result.IsRefused || !call.Redelivered
                || protocol.Wait(retry + 1) is not { } wait)
                return;
            await Task.Delay(wait * options.TimeScale, options.Time, stop.Token);
        }
    }

    private async Task<WebhookResult> Request(
        WebhookCall call,
        Uri? url,
        WebhookDelivery delivery,
        int retry,
        string? reason,
        bool isAttempt)
    {
        delivery.Begin(isAttempt);
        var begun = options.Time.GetTimestamp();
        using var limit = new CancellationTokenSource(
            options.AckTimeout ?? protocol.AckTimeout, options.Time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop.Token);
        WebhookResult result;
        try
        {
            result = Instead is { } bring
                ? await bring(call, retry, reason, ends.Token)
                : await Post(call, url!, retry, reason, ends.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            result = new(null, call.TimeoutReason, null, false);
        }
        catch (HttpRequestException failure)
        {
            var why = failure.InnerException is AuthenticationException ? "ssl_error"
                : failure.HttpRequestError == HttpRequestError.ConnectionError
                    ? "connection_failed"
                    : "unknown_error";
            result = new(null, why, null, false);
        }
        delivery.Note(result, options.Time.GetUtcNow(), options.Time.GetElapsedTime(begun));
        return result;
    }

    private async Task<WebhookResult> Post(
        WebhookCall call, Uri url, int retry, string? reason, CancellationToken ends)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new ReadOnlyMemoryContent(call.Body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(call.ContentType);
        if (call.Signed)
        {
            var now = options.Time.GetUtcNow();
            protocol.Stamp(request.Headers, call.Body.Span, now, retry, reason);
        }
        using var answer = await client.SendAsync(request, ends);
        var body = await answer.Content.ReadAsStringAsync(ends);
        return answer.IsSuccessStatusCode
            ? new((int)answer.StatusCode, null, body, false)
            : new((int)answer.StatusCode, "http_error", body, protocol.IsRefusal(answer));
    }

    private Chance Draw(WebhookCall call)
    {
        var now = noise;
        lock (random)
        {
            var (duplicate, twin) = (random.NextDouble(), random.NextDouble());
            var (delayed, delay) = (random.NextDouble(), random.NextDouble());
            return new(
                call.Redelivered && duplicate < now.Duplicates,
                call.Redelivered && twin < now.Twins,
                delayed < now.Delayed
                    ? TimeSpan.FromSeconds(delay * now.DelaySecondsMax)
                    : TimeSpan.Zero);
        }
    }

    private readonly record struct Chance(bool Duplicate, bool Twin, TimeSpan Delay);
}
