using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulation.Tests;

public sealed class CommandLineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_at_the_keyboard_talks_with_a_bot_on_Slack()
    {
        await using var webhook = await WebhookDouble.Started();
        using var process = new SimulatorProcess(
            "slack", "--webhook", webhook.Url.ToString(), "--bot-token", "xoxb-t",
            "--signing-secret", "s", "--wait", "20");
        var settings = await process.Settings();
        webhook.Answer = (hit, _) => Reply(hit, settings);

        Assert.Equal(("s", "xoxb-t"), (settings["signingSecret"], settings["botToken"]));
        await process.Type("hi <you>");
        Assert.Equal("bot: text hi <you>", await process.Line());
        Assert.Equal("  !1 Yes", await process.Line());
        await process.Type("!1");
        Assert.Equal("bot: pressed 42", await process.Line());
        await process.Type("/book a table");
        Assert.Equal("bot: command /book a table", await process.Line());
        await process.Type("!2");
        Assert.Equal("! there is no button 2", await process.Line());
        Assert.Equal((0, "", ""), await process.End());
    }

    [Fact]
    public async Task Piped_lines_wait_for_their_replies()
    {
        await using var webhook = await WebhookDouble.Started();
        using var process = new SimulatorProcess(
            "loopback", "--webhook", webhook.Url.ToString(), "--token", "t", "--wait", "20");
        var settings = await process.Settings();
        webhook.Answer = (hit, _) => ReplyLoopback(hit, settings);

        await process.Type("hi");
        await process.Type("!1");
        var (code, output, _) = await process.End();

        Assert.Equal(0, code);
        Assert.Equal("bot: text hi\n  !1 Yes\nbot: choice book\n", output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task It_is_driven_over_HTTP_while_it_runs()
    {
        await using var webhook = await WebhookDouble.Started();
        using var process = new SimulatorProcess("loopback", "--token", "t");
        var settings = await process.Settings();
        var control = new Uri(new Uri(settings["apiBaseUrl"]), "/_sim/");
        using var client = new HttpClient { BaseAddress = control };

        await Post("webhook", $$"""{"url":"{{webhook.Url}}"}""");
        await Post("send", """{"user":"u7","text":"hi","thread":"t1"}""");
        await Post("faults", """[{"fault":"notTaken","every":2}]""");
        client.DefaultRequestHeaders.Authorization = new("Bearer", "t");
        var api = settings["apiBaseUrl"] + "messages";
        using var first = await client.PostAsJsonAsync(api, Message, Stop);
        using var second = await client.PostAsJsonAsync(api, Message, Stop);
        using var wrong = await client.PostAsync(
            "faults", new StringContent("""[{"fault":"slow","probability":2}]"""), Stop);

        Assert.Equal(
            [200, 503, 400], new[] { first, second, wrong }.Select(it => (int)it.StatusCode));
        Assert.Contains("probability", await wrong.Content.ReadAsStringAsync(Stop), Ordinal);
        var messages = await client.GetFromJsonAsync<JsonArray>("messages?conversation=u7", Stop);
        Assert.Equal(["hey"], messages!.Select(message => $"{message!["text"]}"));
        var stats = await client.GetFromJsonAsync<JsonNode>("stats", Stop);
        Assert.Equal(1, stats!["faults"]!["notTaken"]!.GetValue<int>());
        Assert.Equal((2, 1), (stats["calls"]!.GetValue<int>(), stats["messages"]!.GetValue<int>()));
        var hit = (await webhook.WaitFor(1))[0];
        Assert.Equal("u7", $"{hit.Json["events"]![0]!["user"]}");

        async Task Post(string path, string body)
        {
            using var content = new StringContent(body);
            using var answer = await client.PostAsync(path, content, Stop);
            Assert.Equal("", answer.IsSuccessStatusCode ? "" : $"{path}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("the first argument is slack, messenger or loopback", "teams")]
    [InlineData("unknown option --colour", "slack", "--colour", "red")]
    [InlineData("--port needs a value", "slack", "--port")]
    [InlineData("--port is a number from 0 to 65535", "slack", "--port", "x")]
    [InlineData("--webhook is an http or https address", "slack", "--webhook", "bot")]
    [InlineData("--faults: ", "slack", "--faults", "often")]
    public async Task Wrong_arguments_are_explained(string message, params string[] args)
    {
        using var process = new SimulatorProcess(args);

        var (code, _, error) = await process.End();

        Assert.Equal(2, code);
        Assert.StartsWith(message, error, Ordinal);
        Assert.Contains("--webhook URL", error, Ordinal);
    }

    [Fact]
    public async Task Help_is_given()
    {
        using var process = new SimulatorProcess("--help");

        var (code, output, _) = await process.End();

        Assert.Equal(0, code);
        Assert.Contains("--signing-secret S", output, Ordinal);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static readonly object Message =
        new { to = "u7", message = new { kind = "text", text = "hey" } };

    private static async Task Reply(WebhookHit hit, Dictionary<string, string> settings)
    {
        if (hit.ContentType == "application/json")
        {
            var told = hit.Json["event"]!;
            if (told["bot_id"] is null)
                await Post($"{told["channel"]}", $"text {told["text"]}", withButton: true);
        }
        else if (hit.Field("payload") is { Length: > 0 })
        {
            await Post("D1", $"pressed {hit.Payload["actions"]![0]!["value"]}");
        }
        else
        {
            await Post("D1", $"command {hit.Field("command")} {hit.Field("text")}");
        }

        async Task Post(string channel, string text, bool withButton = false)
        {
            var body = new JsonObject { ["channel"] = channel, ["text"] = text };
            if (withButton)
                body["blocks"] = JsonNode.Parse(
                    """
                    [{"type":"actions","elements":[{"type":"button","value":"42","text":{"type":"plain_text","text":"Yes"}}]}]
                    """);
            using var answer = await new Uri(settings["apiBaseUrl"] + "chat.postMessage").Send(
                new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
                settings["botToken"]);
        }
    }

    private static async Task ReplyLoopback(WebhookHit hit, Dictionary<string, string> settings)
    {
        var told = hit.Json["events"]![0]!["event"]!;
        var message = new JsonObject
        {
            ["kind"] = "text",
            ["text"] = $"{told["kind"]} {told["text"] ?? told["intent"]}",
        };
        if ($"{told["kind"]}" == "text")
            message["buttons"] = JsonNode.Parse("""[{"title":"Yes","payload":"book?n=1"}]""");
        var body = new JsonObject { ["to"] = "U1", ["message"] = message };
        using var answer = await new Uri(settings["apiBaseUrl"] + "messages").Send(
            new StringContent(body.ToJsonString()), settings["token"]);
    }
}
