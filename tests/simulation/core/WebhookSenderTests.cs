using System.Net;
using Microsoft.AspNetCore.Http;
using TockOrleans.Simulators;
using TockOrleans.Simulators.Loopback;

namespace TockOrleans.Simulation.Tests;

public sealed class WebhookSenderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_comes_again_until_it_is_acknowledged()
    {
        await using var webhook = await WebhookDouble.Started();
        webhook.Answer = (_, http) =>
        {
            http.Response.StatusCode = webhook.Hits.Count < 4 ? 503 : 200;
            return Task.CompletedTask;
        };
        await using var simulator = New(webhook);

        var delivery = await simulator.Say("u1", "hi").Done.WaitAsync(Stop);

        Assert.Equal(4, webhook.Hits.Count);
        Assert.Single(webhook.Hits.Select(hit => hit.Text).Distinct());
        Assert.Equal((4, 4, 200), (delivery.Attempts, delivery.Requests, delivery.LastStatus));
        Assert.Equal("http_error", delivery.LastReason);
        Assert.True(delivery.Latency > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_webhook_that_does_not_answer_in_time_is_called_again()
    {
        await using var webhook = await WebhookDouble.Started();
        webhook.Answer = async (_, http) =>
        {
            var gone = new TaskCompletionSource();
            http.RequestAborted.Register(gone.SetResult);
            if (webhook.Hits.Count == 1)
                await gone.Task;
        };
        await using var simulator = new LoopbackSimulator(new()
        {
            Webhook = webhook.Url,
            TimeScale = 0.001,
            AckTimeout = TimeSpan.FromMilliseconds(500),
        });

        var delivery = await simulator.Say("u1", "hi").Done.WaitAsync(Stop);

        Assert.Equal("http_timeout", delivery.LastReason);
        Assert.True(delivery.IsAcknowledged);
        Assert.True(delivery.Attempts > 1, $"{delivery.Attempts} attempts");
    }

    [Fact]
    public async Task A_webhook_that_is_not_there_is_tried_until_it_is()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var simulator = New(webhook);
        simulator.Webhook.Url = new("http://127.0.0.1:1/");

        var delivery = simulator.Say("u1", "hi");
        while (delivery.LastReason is null)
            await Task.Yield();

        Assert.Equal("connection_failed", delivery.LastReason);
        Assert.False(delivery.IsAcknowledged);
        Assert.Empty(webhook.Hits);
    }

    [Fact]
    public async Task Twins_and_duplicates_are_the_same_bytes_again()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var simulator = New(webhook);
        simulator.Webhook.Noise = new() { Twins = 1, Duplicates = 1 };

        var delivery = simulator.Say("u1", "hi");
        await simulator.Webhook.Idle(Stop);

        Assert.Equal(3, webhook.Hits.Count);
        Assert.Single(webhook.Hits.Select(hit => hit.Text).Distinct());
        Assert.Equal((1, 3), (delivery.Attempts, delivery.Requests));
    }

    [Fact]
    public async Task Delayed_events_are_overtaken()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var simulator = New(webhook);
        simulator.Webhook.Noise = new() { Delayed = 0.5, DelaySecondsMax = 0.05 };
        var said = Enumerable.Range(0, 40).Select(n => $"{n}").ToArray();

        foreach (var text in said)
            simulator.Say("u1", text);
        await simulator.Webhook.Idle(Stop);

        var came = webhook.Hits.Select(hit => $"{hit.Json["events"]![0]!["event"]!["text"]}");
        Assert.NotEqual(said, came);
        Assert.Equal(said.Order(), came.Order());
    }

    private static LoopbackSimulator New(WebhookDouble webhook) =>
        new(new() { Webhook = webhook.Url, TimeScale = 0.001 });
}
