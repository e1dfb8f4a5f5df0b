using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.Simulation.Tests;

public sealed class SlackEventTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_direct_message_is_an_event_signed_by_the_secret()
    {
        var time = new FakeTimeProvider(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var webhook = await WebhookDouble.Started();
        await using var slack = New(webhook, time);

        var said = slack.Say("U1", "hi &amp; bye");
        await said.Delivery.Done.WaitAsync(Stop);

        var hit = Assert.Single(webhook.Hits);
        var told = hit.Json;
        Assert.Equal("event_callback", $"{told["type"]}");
        Assert.Equal("message", $"{told["event"]!["type"]}");
        Assert.Equal("im", $"{told["event"]!["channel_type"]}");
        Assert.Equal("D1", $"{told["event"]!["channel"]}");
        Assert.Equal("hi &amp; bye", $"{told["event"]!["text"]}");
        Assert.Equal(said.Ts, $"{told["event"]!["ts"]}");
        Assert.Equal("U0SIMULATED", $"{told["authorizations"]![0]!["user_id"]}");
        Assert.Equal("1767323045", hit.Header("X-Slack-Request-Timestamp"));
        Assert.Equal(
            SlackSigner.Sign("simulated-signing-secret", 1767323045, hit.Body),
            hit.Header("X-Slack-Signature"));
        Assert.Null(hit.Header("X-Slack-Retry-Num"));
    }

    [Fact]
    public async Task A_mention_comes_twice_with_two_event_ids_and_one_timestamp()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var slack = New(webhook);

        slack.SayIn("C1", "U1", "<@U0SIMULATED> hi");
        await slack.Webhook.Idle(Stop);

        var told = webhook.Hits.Select(hit => hit.Json).ToArray();
        Assert.Equal(
            ["app_mention", "message"],
            told.Select(one => $"{one["event"]!["type"]}").Order(StringComparer.Ordinal));
        Assert.Equal(2, told.Select(one => $"{one["event_id"]}").Distinct().Count());
        Assert.Single(told.Select(one => $"{one["event"]!["ts"]}").Distinct());
    }

    [Fact]
    public void Redeliveries_come_at_once_after_a_minute_and_after_five()
    {
        var protocol = new SlackProtocol(new());

        Assert.Equal(TimeSpan.Zero, protocol.Wait(1));
        Assert.Equal(TimeSpan.FromSeconds(60), protocol.Wait(2));
        Assert.Equal(TimeSpan.FromSeconds(300), protocol.Wait(3));
        Assert.Null(protocol.Wait(4));
        Assert.Equal(TimeSpan.FromSeconds(3), protocol.AckTimeout);
    }

    [Fact]
    public async Task An_event_that_is_never_acknowledged_comes_four_times()
    {
        await using var webhook = await WebhookDouble.Started();
        webhook.Answer = (_, http) => Status(http, 500);
        await using var slack = new SlackSimulator(
            new() { Webhook = webhook.Url, TimeScale = 0.0001 });

        var delivery = await slack.Say("U1", "hi").Delivery.Done.WaitAsync(Stop);

        Assert.Equal(
            [null, "1", "2", "3"], webhook.Hits.Select(hit => hit.Header("X-Slack-Retry-Num")));
        Assert.Equal(
            [null, "http_error", "http_error", "http_error"],
            webhook.Hits.Select(hit => hit.Header("X-Slack-Retry-Reason")));
        Assert.Single(webhook.Hits.Select(hit => $"{hit.Json["event_id"]}").Distinct());
        Assert.False(delivery.IsAcknowledged);
    }

    [Fact]
    public async Task A_bot_can_ask_not_to_be_called_again()
    {
        await using var webhook = await WebhookDouble.Started();
        webhook.Answer = (_, http) =>
        {
            http.Response.Headers["X-Slack-No-Retry"] = "1";
            return Status(http, 500);
        };
        await using var slack = New(webhook);

        await slack.Say("U1", "hi").Delivery.Done.WaitAsync(Stop);

        Assert.Single(webhook.Hits);
    }

    [Fact]
    public async Task The_bot_hears_itself_without_a_subtype()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var slack = New(webhook);
        slack.AddChannel("C1");
        await slack.Start(Stop);

        var ts = $"{(await slack.PostMessage("C1", "one"))["ts"]}";
        await slack.Call("chat.update", $$"""{"channel":"C1","ts":"{{ts}}","text":"two"}""");
        await slack.Call("chat.delete", $$"""{"channel":"C1","ts":"{{ts}}"}""");
        await slack.Webhook.Idle(Stop);

        var events = webhook.Hits.Select(hit => hit.Json["event"]!)
            .OrderBy(told => $"{told["event_ts"]}", StringComparer.Ordinal).ToArray();
        Assert.Equal(
            ["", "message_changed", "message_deleted"],
            events.Select(told => $"{told["subtype"]}"));
        Assert.Equal("B0SIMULATED", $"{events[0]["bot_id"]}");
        Assert.Equal("A0SIMULATED", $"{events[0]["app_id"]}");
        Assert.Equal("two", $"{events[1]["message"]!["text"]}");
        Assert.Equal(ts, $"{events[2]["deleted_ts"]}");
    }

    [Fact]
    public async Task Edits_deletes_reactions_and_joins_are_events()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var slack = New(webhook);
        var said = slack.SayIn("C1", "U1", "one");
        await said.Delivery.Done.WaitAsync(Stop);

        foreach (var delivery in new[]
        {
            slack.Edit("C1", said.Ts, "two"),
            slack.React("U1", "C1", said.Ts, "thumbsup"),
            slack.React("U1", "C1", said.Ts, "thumbsup", removed: true),
            slack.Delete("C1", said.Ts),
            slack.Join("C2", "U0SIMULATED"),
            slack.OpenHome("U1"),
        })
            await delivery.Done.WaitAsync(Stop);

        Assert.Equal(
            [
                "member_joined_channel.", "message.", "message.message_changed",
                "message.message_deleted", "reaction_added.", "reaction_removed.",
                "app_home_opened.",
            ],
            webhook.Hits.Select(hit => hit.Json["event"]!)
                .Select(told => $"{told["type"]}.{told["subtype"]}")
                .OrderBy(kind => kind.StartsWith("app", StringComparison.Ordinal))
                .ThenBy(kind => kind, StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_address_is_verified_by_a_challenge_as_json_or_bare()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var slack = New(webhook);

        webhook.Answer = (hit, http) => http.Response.WriteAsync($"{hit.Json["challenge"]}", Stop);
        Assert.True(await slack.VerifyUrl());
        webhook.Answer = (hit, http) => http.Response.WriteAsync(
            new JsonObject { ["challenge"] = $"{hit.Json["challenge"]}" }.ToJsonString(), Stop);
        Assert.True(await slack.VerifyUrl());
        webhook.Answer = (_, http) => http.Response.WriteAsync("ok", Stop);
        Assert.False(await slack.VerifyUrl());
    }

    [Fact]
    public async Task An_uninstalled_app_has_no_valid_token()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var slack = New(webhook);
        await slack.Start(Stop);

        slack.Uninstall();
        slack.LimitEvents();
        await slack.Webhook.Idle(Stop);

        Assert.Equal("token_revoked", $"{(await slack.Call("auth.test", "{}"))["error"]}");
        Assert.Equal(
            ["app_rate_limited", "app_uninstalled", "tokens_revoked"],
            webhook.Hits.Select(hit => hit.Json)
                .Select(told => $"{(told["event"] ?? told)["type"]}")
                .Order(StringComparer.Ordinal));
    }

    private static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static SlackSimulator New(WebhookDouble webhook, TimeProvider? time = null) =>
        new(new() { Webhook = webhook.Url, Time = time ?? TimeProvider.System });
}
