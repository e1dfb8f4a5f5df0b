using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.Simulation.Tests;

public sealed class SlackInteractionTests
{
    private const string Modal =
        """
        {"type":"modal","callback_id":"cb","title":{"type":"plain_text","text":"T"},"blocks":[{"type":"input","block_id":"b","label":{"type":"plain_text","text":"L"},"element":{"type":"plain_text_input","action_id":"a"}}]}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pressed_button_tells_what_it_was()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var slack = await Started(webhook);
        var ts = await Post(slack);

        await slack.Press("U1", "D1", ts, 0).Done.WaitAsync(Stop);

        var hit = Assert.Single(webhook.Hits);
        Assert.Equal("application/x-www-form-urlencoded", hit.ContentType);
        Assert.NotNull(hit.Header("X-Slack-Signature"));
        var told = hit.Payload;
        Assert.Equal("block_actions", $"{told["type"]}");
        Assert.Equal("U1", $"{told["user"]!["id"]}");
        Assert.Equal("D1", $"{told["channel"]!["id"]}");
        Assert.Equal(ts, $"{told["container"]!["message_ts"]}");
        Assert.Equal("pick & + ü", $"{told["message"]!["text"]}");
        var action = told["actions"]![0]!;
        Assert.Equal(
            "button yes b1 42 Yes",
            $"{action["type"]} {action["action_id"]} {action["block_id"]} {action["value"]} "
            + $"{action["text"]!["text"]}");
        Assert.NotNull(told["trigger_id"]);
        Assert.StartsWith(
            slack.Address.ToString(), $"{told["response_url"]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_tells_the_option()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var slack = await Started(webhook);
        var ts = await Post(slack);

        Assert.Equal(["a", "b"], slack.Actions("D1", ts)[1].Options);
        await slack.Choose("U1", "D1", ts, "menu", "b").Done.WaitAsync(Stop);

        var option = webhook.Hits[0].Payload["actions"]![0]!["selected_option"]!;
        Assert.Equal("B b", $"{option["text"]!["text"]} {option["value"]}");
        Assert.Throws<ArgumentException>(() => slack.Choose("U1", "D1", ts, "menu", "c"));
        Assert.Throws<ArgumentException>(() => slack.Press("U1", "D1", ts, "gone"));
    }

    [Fact]
    public async Task An_interaction_is_never_sent_again()
    {
        await using var webhook = await WebhookDouble.Started();
        webhook.Answer = (_, http) =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await using var slack = await Started(webhook);

        await slack.Command("U1", "/cmd").Done.WaitAsync(Stop);

        Assert.Single(webhook.Hits);
    }

    [Fact]
    public async Task A_command_that_is_not_answered_in_time_is_an_operation_timeout()
    {
        await using var webhook = await WebhookDouble.Started();
        webhook.Answer = async (_, http) =>
        {
            var gone = new TaskCompletionSource();
            http.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        };
        await using var slack = new SlackSimulator(new()
        {
            Webhook = webhook.Url,
            AckTimeout = TimeSpan.FromMilliseconds(100),
        });

        var delivery = await slack.Command("U1", "/cmd").Done.WaitAsync(Stop);

        Assert.Equal("operation_timeout", delivery.LastReason);
        Assert.False(delivery.IsAcknowledged);
    }

    [Fact]
    public async Task A_command_is_a_form_and_its_acknowledgement_may_answer()
    {
        await using var webhook = await WebhookDouble.Started();
        webhook.Answer = (hit, http) => http.Response.WriteAsync(
            hit.Field("text") == "a & b"
                ? """{"response_type":"in_channel","text":"for all"}"""
                : "for you",
            Stop);
        await using var slack = await Started(webhook);

        await slack.Command("U1", "/cmd", "a & b").Done.WaitAsync(Stop);
        await slack.Command("U1", "/cmd", "x").Done.WaitAsync(Stop);

        var form = webhook.Hits.First(hit => hit.Field("text") == "a & b");
        Assert.Equal("/cmd D1 U1", $"{form.Field("command")} {form.Field("channel_id")} "
            + form.Field("user_id"));
        Assert.Equal(["for all", "for you"], slack.Messages.Texts("D1"));
    }

    [Fact]
    public async Task A_response_url_takes_five_answers()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var slack = await Started(webhook);
        await slack.Command("U1", "/cmd").Done.WaitAsync(Stop);
        var address = new Uri(webhook.Hits[0].Field("response_url"));

        var answers = new List<HttpStatusCode>();
        for (var n = 1; n <= 6; n++)
        {
            using var answer = await Respond(address, $$"""{"text":"answer {{n}}"}""");
            answers.Add(answer.StatusCode);
            if (n == 6)
                Assert.Contains(
                    "used_url", await answer.Content.ReadAsStringAsync(Stop), Ordinal);
        }

        Assert.Equal(
            [.. Enumerable.Repeat(HttpStatusCode.OK, 5), HttpStatusCode.NotFound], answers);
        Assert.Equal(5, slack.Messages.Count);
    }

    [Fact]
    public async Task A_response_url_expires_after_half_an_hour()
    {
        var time = new FakeTimeProvider();
        await using var webhook = await WebhookDouble.Started();
        await using var slack = await Started(webhook, time);
        await slack.Command("U1", "/cmd").Done.WaitAsync(Stop);
        var address = new Uri(webhook.Hits[0].Field("response_url"));

        time.Advance(TimeSpan.FromMinutes(30));
        using var within = await Respond(address, """{"text":"x"}""");
        time.Advance(TimeSpan.FromSeconds(1));
        using var late = await Respond(address, """{"text":"x"}""");

        Assert.Equal(HttpStatusCode.OK, within.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.Contains("expired_url", await late.Content.ReadAsStringAsync(Stop), Ordinal);
    }

    [Fact]
    public async Task A_response_url_replaces_the_message_of_the_button_or_takes_it_away()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var slack = await Started(webhook);
        var ts = await Post(slack);
        await slack.Press("U1", "D1", ts, "yes").Done.WaitAsync(Stop);
        var address = new Uri($"{webhook.Hits[0].Payload["response_url"]}");

        using var replaced = await Respond(
            address, """{"replace_original":true,"text":"chosen"}""");
        Assert.Equal("chosen", $"{slack.Show("D1", ts)!["text"]}");
        using var deleted = await Respond(address, """{"delete_original":true}""");
        Assert.Null(slack.Show("D1", ts));
        Assert.Equal(1, slack.Messages.Count);
    }

    [Fact]
    public async Task A_trigger_opens_one_modal_within_three_seconds()
    {
        var time = new FakeTimeProvider();
        await using var webhook = await WebhookDouble.Started();
        await using var slack = await Started(webhook, time);
        var first = await Trigger(slack, webhook);
        var second = await Trigger(slack, webhook);

        Assert.Null((await Open(slack, first))["error"]);
        Assert.Equal("exchanged_trigger_id", $"{(await Open(slack, first))["error"]}");
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("expired_trigger_id", $"{(await Open(slack, second))["error"]}");
        Assert.Equal("invalid_trigger_id", $"{(await Open(slack, "1.2.3"))["error"]}");
        Assert.Single(slack.OpenViews);
    }

    [Fact]
    public async Task A_modal_stays_with_errors_changes_with_an_update_and_closes()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var slack = await Started(webhook);
        var id = $"{(await Open(slack, await Trigger(slack, webhook)))["view"]!["id"]}";
        var values = new JsonObject
        {
            ["b"] = new JsonObject
            {
                ["a"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = "x" },
            },
        };

        await Submit("""{"response_action":"errors","errors":{"b":"no"}}""");
        Assert.Equal([id], slack.OpenViews);
        var changed = Modal.Replace("cb", "cb2", Ordinal);
        await Submit($$"""{"response_action":"update","view":{{changed}}}""");
        Assert.Equal("cb2", $"{slack.View(id)!["callback_id"]}");
        await Submit("");
        Assert.Empty(slack.OpenViews);

        var told = webhook.Hits[^1].Payload;
        Assert.Equal("view_submission cb2", $"{told["type"]} {told["view"]!["callback_id"]}");
        Assert.Equal("x", $"{told["view"]!["state"]!["values"]!["b"]!["a"]!["value"]}");

        Task Submit(string answer)
        {
            webhook.Answer = (_, http) => http.Response.WriteAsync(answer, Stop);
            return slack.SubmitView("U1", id, values).Done.WaitAsync(Stop);
        }
    }

    [Fact]
    public async Task The_probe_of_an_address_is_not_signed()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var slack = await Started(webhook);

        await slack.ProbeSsl().Done.WaitAsync(Stop);

        Assert.Null(webhook.Hits[0].Header("X-Slack-Signature"));
        Assert.Equal("1", webhook.Hits[0].Field("ssl_check"));
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static async Task<string> Trigger(SlackSimulator slack, WebhookDouble webhook)
    {
        await slack.Command("U1", "/cmd").Done.WaitAsync(Stop);
        return webhook.Hits[^1].Field("trigger_id");
    }

    private static Task<JsonNode> Open(SlackSimulator slack, string trigger) =>
        slack.Call("views.open", $$"""{"trigger_id":"{{trigger}}","view":{{Modal}}}""");

    private static async Task<string> Post(SlackSimulator slack)
    {
        slack.DirectChannel("U1");
        var said = await slack.Call(
            "chat.postMessage",
            """
            {"channel":"D1","text":"pick & + ü","blocks":[{"type":"actions","block_id":"b1","elements":[
              {"type":"button","action_id":"yes","value":"42","text":{"type":"plain_text","text":"Yes"}},
              {"type":"static_select","action_id":"menu","options":[
                {"text":{"type":"plain_text","text":"A"},"value":"a"},
                {"text":{"type":"plain_text","text":"B"},"value":"b"}]}]}]}
            """);
        return $"{said["ts"]}";
    }

    private static Task<HttpResponseMessage> Respond(Uri address, string body) =>
        address.Send(new StringContent(body, Encoding.UTF8, "application/json"), null);

    private static async Task<SlackSimulator> Started(
        WebhookDouble webhook, TimeProvider? time = null)
    {
        var slack = new SlackSimulator(new()
        {
            Webhook = webhook.Url,
            Time = time ?? TimeProvider.System,
            Echoes = false,
        });
        await slack.Start(Stop);
        return slack;
    }
}
