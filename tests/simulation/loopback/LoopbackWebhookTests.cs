using System.Text;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Simulators.Loopback;

namespace TockOrleans.Simulation.Tests;

public sealed class LoopbackWebhookTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Checked with: printf '1767323045.{"events":[]}' | openssl dgst -sha256 -hmac secret
    [Fact]
    public void A_signature_covers_time_and_body() => Assert.Equal(
        "v1=5a69d451f13f28a5623011527d6ff9a1f24763e4ab34fa7099041857d972762b",
        LoopbackSigner.Sign("secret", 1767323045, Encoding.UTF8.GetBytes("""{"events":[]}""")));

    [Fact]
    public async Task What_users_do_arrives_signed_in_the_fixed_shape()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1767323045123));
        await using var webhook = await WebhookDouble.Started();
        await using var simulator = new LoopbackSimulator(
            new() { Webhook = webhook.Url, SigningSecret = "secret", Time = time });

        var delivery = simulator.Send(
            new LoopbackEvent("u1", new() { ["kind"] = "text", ["text"] = "hé <&> \"x\"" })
            {
                Id = "e1",
                Locale = "en",
            },
            new LoopbackEvent("u2", new() { ["kind"] = "choice", ["intent"] = "book" })
            {
                Id = "e2",
                Thread = "t1",
            });
        await delivery.Done.WaitAsync(Stop);

        var hit = Assert.Single(webhook.Hits);
        Assert.Equal(
            """
            {"events":[{"id":"e1","user":"u1","thread":null,"at":1767323045123,"locale":"en","event":{"kind":"text","text":"hé <&> \"x\""}},{"id":"e2","user":"u2","thread":"t1","at":1767323045123,"locale":null,"event":{"kind":"choice","intent":"book"}}]}
            """,
            hit.Text);
        Assert.Equal("1767323045", hit.Header("X-Loopback-Timestamp"));
        Assert.Equal(
            LoopbackSigner.Sign("secret", 1767323045, hit.Body),
            hit.Header("X-Loopback-Signature"));
        Assert.True(delivery.IsAcknowledged);
    }

    [Fact]
    public async Task Receipts_follow_a_message()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var simulator = new LoopbackSimulator(new() { Webhook = webhook.Url })
        {
            Receipts = new() { Delivered = true, Read = true },
        };
        await simulator.Start(Stop);

        var (_, said) = await simulator.Send("u1", "hi");
        await simulator.Webhook.Idle(Stop);

        Assert.Equal(
            [$"delivered {said!["id"]} u1", $"read {said["id"]} u1"],
            webhook.Hits.Select(hit => hit.Json["events"]![0]!)
                .Select(told => $"{told["event"]!["kind"]} "
                    + $"{told["event"]!["messageIds"]![0]} {told["user"]}")
                .Order());
    }

    [Fact]
    public async Task A_message_taken_may_turn_out_undelivered()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var simulator = new LoopbackSimulator(new() { Webhook = webhook.Url })
        {
            Receipts = new() { Delivered = true, Undelivered = 1, Reason = "blocked" },
        };
        await simulator.Start(Stop);

        await simulator.Send("u1", "hi");
        await simulator.Webhook.Idle(Stop);

        var told = Assert.Single(webhook.Hits).Json["events"]![0]!["event"]!;
        Assert.Equal("undelivered", $"{told["kind"]}");
        Assert.Equal("blocked", $"{told["reason"]}");
    }

    [Fact]
    public async Task An_endpoint_event_names_no_user()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var simulator = new LoopbackSimulator(new() { Webhook = webhook.Url });

        await simulator.SendEndpointEvent("revoked", revokes: true).Done.WaitAsync(Stop);

        var told = Assert.Single(webhook.Hits).Json["events"]![0]!;
        Assert.Equal("revoked", $"{told["endpointEvent"]}");
        Assert.True(told["revokes"]!.GetValue<bool>());
        Assert.Null(told["user"]);
    }
}
