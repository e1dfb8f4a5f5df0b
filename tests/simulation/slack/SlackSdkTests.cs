using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Simulators;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.Simulation.Tests;

/// <summary>
/// The simulator against Slack's own SDK: what it sends a Bolt app takes, what a WebClient calls it
/// answers.
/// </summary>
public sealed class SlackSdkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Bolt_app_takes_what_the_simulator_sends()
    {
        await using var slack = await Started();
        using var app = await Bolt(slack);

        Assert.True(await slack.VerifyUrl());
        Assert.True((await slack.ProbeSsl().Done.WaitAsync(Stop)).IsAcknowledged);

        var said = slack.Say("U1", "hi");
        Assert.Equal("message im hi", await app.Line());
        var message = Assert.Single(await slack.Messages.WaitFor("D1", 1, stop: Stop));
        Assert.True((await said.Delivery.Done.WaitAsync(Stop)).IsAcknowledged);

        slack.React("U1", "D1", said.Ts, "eyes");
        Assert.Equal("reaction_added eyes", await app.Line());

        slack.Choose("U1", "D1", message.Id, "menu", "a");
        Assert.Equal("choice a", await app.Line());

        slack.Press("U1", "D1", message.Id, "yes");
        Assert.Equal("action b1 42", await app.Line());
        Assert.Equal("thanks", $"{slack.Show("D1", message.Id)!["text"]}");

        slack.Command("U1", "/form", "now");
        Assert.Equal("command now form", await app.Line());
        slack.SubmitView("U1", Assert.Single(slack.OpenViews), new JsonObject
        {
            ["b"] = new JsonObject
            {
                ["a"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = "Ada" },
            },
        });
        Assert.Equal("view Ada", await app.Line());
        await slack.Webhook.Idle(Stop);
        Assert.Empty(slack.OpenViews);

        // The app hears itself as well, knows itself, and says nothing of it.
        Assert.All(slack.Webhook.Deliveries, delivery => Assert.True(
            delivery.IsAcknowledged, $"{delivery.Id}: {delivery.LastReason}"));
    }

    [Fact]
    public async Task A_Bolt_app_takes_what_the_simulator_sends_over_a_socket()
    {
        await using var slack = new SlackSimulator(new() { SocketMode = true, Echoes = false });
        await slack.Start(Stop);
        var settings = slack.Settings;
        using var app = await NodePeer.Start(
            "bolt.mjs", settings["apiBaseUrl"], "", settings["botToken"], settings["appToken"]);
        Assert.Equal("ready socket", await app.Line());

        var said = slack.Say("U1", "hi").Delivery;
        Assert.Equal("message im hi", await app.Line());
        var message = Assert.Single(await slack.Messages.WaitFor("D1", 1, stop: Stop));
        slack.Press("U1", "D1", message.Id, "yes");
        Assert.Equal("action b1 42", await app.Line());
        slack.Command("U1", "/form", "now");
        Assert.Equal("command now form", await app.Line());
        await slack.Webhook.Idle(Stop);
        Assert.True((await said.Done.WaitAsync(Stop)).IsAcknowledged);

        // The SDK opens the next socket and closes this one.
        await slack.Sockets.Disconnect("refresh_requested");
        while (slack.Sockets.Counts.Count < 2 || slack.Sockets.Open != 1)
            await Task.Yield();
        slack.Say("U1", "again");
        Assert.Equal("message im again", await app.Line());
        await slack.Webhook.Idle(Stop);
        Assert.All(slack.Webhook.Deliveries, delivery => Assert.True(delivery.IsAcknowledged));
    }

    [Fact]
    public async Task A_Bolt_app_hears_a_mention_twice()
    {
        await using var slack = await Started();
        using var app = await Bolt(slack);

        slack.SayIn("C1", "U1", "<@U0SIMULATED> hi");

        string[] lines = [await app.Line(), await app.Line()];
        Assert.Equal(
            ["app_mention <@U0SIMULATED> hi", "message channel <@U0SIMULATED> hi"],
            lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_Bolt_app_refuses_what_is_signed_wrongly_or_long_ago()
    {
        await using var slack = await Started();
        using var app = await Bolt(slack);
        await using var forged = new SlackSimulator(new()
        {
            Webhook = slack.Webhook.Url,
            SigningSecret = "another",
            TimeScale = 0,
        });
        await using var stale = new SlackSimulator(new()
        {
            Webhook = slack.Webhook.Url,
            Time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(-6)),
            TimeScale = 0,
        });

        var (first, second) = (forged.Say("U1", "forged").Delivery, stale.Command("U1", "/form"));
        await first.Done.WaitAsync(Stop);
        await second.Done.WaitAsync(Stop);
        slack.Say("U1", "real");

        Assert.Equal((401, 401), (first.LastStatus, second.LastStatus));
        Assert.Equal(4, first.Attempts);
        Assert.Equal("message im real", await app.Line());
    }

    [Fact]
    public async Task A_WebClient_finds_the_Web_API()
    {
        await using var slack = await Started();
        slack.AddUser(new("U7", "ada", "Ada", "L", "ada@example.org", "fr-FR", "Europe/Paris"));
        using var client = await NodePeer.Start(
            "web-api.mjs", slack.ApiBaseUrl.ToString(), "xoxb-simulated", "U7");

        foreach (var step in new[]
        {
            "auth.test", "chat.postMessage", "conversations.replies", "chat.update",
            "reactions.add", "chat.delete", "chat.postEphemeral", "users.info",
            "conversations.info", "errors", "files.uploadV2", "oauth.v2.access",
            "next is limited",
        })
            Assert.Equal(step, await client.Line());
        slack.Faults.Script(new FaultRule(FaultKind.RateLimited) { RetryAfterSeconds = 1 });
        await client.Type("go");

        Assert.Equal("rate limit", await client.Line());
        Assert.Equal(
            ["ä & b", "in thread", "only you", "see", "after the limit"],
            slack.Messages.Texts("D7"));
    }

    private static async Task<SlackSimulator> Started()
    {
        var slack = new SlackSimulator(new() { TokenLifetime = TimeSpan.FromHours(12) });
        await slack.Start(Stop);
        return slack;
    }

    private static async Task<NodePeer> Bolt(SlackSimulator slack)
    {
        var settings = slack.Settings;
        var app = await NodePeer.Start(
            "bolt.mjs", settings["apiBaseUrl"], settings["signingSecret"], settings["botToken"]);
        var ready = (await app.Line()).Split(' ');
        slack.Webhook.Url = new($"http://127.0.0.1:{ready[1]}/slack/events");
        return app;
    }
}
