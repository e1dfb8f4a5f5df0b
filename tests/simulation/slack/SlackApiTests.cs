using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Simulators;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.Simulation.Tests;

public sealed class SlackApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_gets_a_timestamp_and_is_in_the_history()
    {
        await using var slack = await SlackCalls.Started(new());

        var first = await slack.PostMessage("C1", "one");
        var second = await slack.Call(
            "chat.postMessage",
            """
            {"channel":"C1","text":"two","metadata":{"event_type":"t","event_payload":{"n":1}}}
            """);
        var history = await slack.Call(
            "conversations.history", """{"channel":"C1","include_all_metadata":true}""");

        Assert.True(first["ok"]!.GetValue<bool>());
        Assert.Matches(@"^\d{10}\.\d{6}$", $"{first["ts"]}");
        Assert.True(string.CompareOrdinal($"{first["ts"]}", $"{second["ts"]}") < 0);
        Assert.Equal(["two", "one"], Texts(history));
        var newest = history["messages"]![0]!;
        Assert.Equal("1", $"{newest["metadata"]!["event_payload"]!["n"]}");
        Assert.Equal("B0SIMULATED", $"{newest["bot_id"]}");
        Assert.Equal(["one", "two"], slack.Messages.Texts("C1"));
    }

    [Fact]
    public async Task Json_and_form_are_understood_alike()
    {
        await using var slack = await SlackCalls.Started(new());

        var said = await slack.CallForm(
            "chat.postMessage",
            ("token", "xoxb-simulated"),
            ("channel", "C1"),
            ("text", "a+b &amp; ü"),
            ("blocks", """[{"type":"section","text":{"type":"mrkdwn","text":"x"}}]"""));

        Assert.Equal("a+b &amp; ü", $"{said["message"]!["text"]}");
        Assert.Equal("section", $"{said["message"]!["blocks"]![0]!["type"]}");
        Assert.NotNull(said["message"]!["blocks"]![0]!["block_id"]);
    }

    [Theory]
    [InlineData(40_000, null)]
    [InlineData(40_001, "msg_too_long")]
    public async Task A_text_has_a_bound(int length, string? error)
    {
        await using var slack = await SlackCalls.Started(new());

        var said = await slack.PostMessage("C1", new string('x', length));

        Assert.Equal(error, said["error"]?.GetValue<string>());
    }

    [Fact]
    public async Task The_token_is_checked()
    {
        var time = new FakeTimeProvider();
        await using var slack = await SlackCalls.Started(
            new() { Time = time, TokenLifetime = TimeSpan.FromHours(12) });

        Assert.Equal("not_authed", $"{(await slack.CallForm("auth.test"))["error"]}");
        Assert.Equal(
            "invalid_auth", $"{(await slack.Call("auth.test", "{}", "xoxb-no"))["error"]}");
        Assert.Equal("U0SIMULATED", $"{(await slack.Call("auth.test", "{}"))["user_id"]}");
        time.Advance(TimeSpan.FromHours(12));
        Assert.Equal("token_expired", $"{(await slack.Call("auth.test", "{}"))["error"]}");
    }

    [Fact]
    public async Task A_refresh_token_works_once()
    {
        await using var slack = await SlackCalls.Started(
            new() { TokenLifetime = TimeSpan.FromHours(12) });
        (string, string)[] fields =
        [
            ("client_id", "111.222"), ("client_secret", "simulated-client-secret"),
            ("grant_type", "refresh_token"), ("refresh_token", "xoxe-1-simulated"),
        ];

        var first = await slack.CallForm("oauth.v2.access", fields);
        var second = await slack.CallForm("oauth.v2.access", fields);

        Assert.Equal(43_200, first["expires_in"]!.GetValue<int>());
        Assert.NotNull(first["refresh_token"]);
        Assert.Equal("invalid_refresh_token", $"{second["error"]}");
        Assert.True(
            (await slack.Call("auth.test", "{}", $"{first["access_token"]}"))["ok"]!
                .GetValue<bool>());
    }

    [Fact]
    public async Task More_than_a_channel_takes_is_limited_in_whole_seconds()
    {
        var time = new FakeTimeProvider();
        await using var slack = await SlackCalls.Started(
            new() { Time = time, MessagesPerSecond = 1, Burst = 2 });

        await slack.PostMessage("C1", "1");
        await slack.PostMessage("C1", "2");
        using var limited = await slack.Ask("chat.postMessage", """{"channel":"C1","text":"3"}""");
        time.Advance(TimeSpan.FromSeconds(1));
        await slack.PostMessage("C1", "4");

        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.Equal(["1"], limited.Headers.GetValues("Retry-After"));
        Assert.Equal(
            """{"ok":false,"error":"ratelimited"}""",
            await limited.Content.ReadAsStringAsync(Stop));
        Assert.Equal(["1", "2", "4"], slack.Messages.Texts("C1"));
    }

    [Fact]
    public async Task Faults_look_like_Slacks()
    {
        await using var slack = await SlackCalls.Started(new());
        slack.Faults.Script(
            new FaultRule(FaultKind.RateLimited) { RetryAfterSeconds = 1.2 },
            new FaultRule(FaultKind.NotTaken),
            new FaultRule(FaultKind.TokenRevoked),
            new FaultRule(FaultKind.Rejected) { Error = "is_archived" });

        using var limited = await slack.Ask("auth.test", "{}");
        using var failed = await slack.Ask("auth.test", "{}");

        Assert.Equal(["2"], limited.Headers.GetValues("Retry-After"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        Assert.Equal("token_revoked", $"{(await slack.Call("auth.test", "{}"))["error"]}");
        Assert.Equal("is_archived", $"{(await slack.Call("auth.test", "{}"))["error"]}");
    }

    [Fact]
    public async Task History_is_paged_and_threads_are_apart()
    {
        await using var slack = await SlackCalls.Started(new());
        var parent = $"{(await slack.PostMessage("C1", "1"))["ts"]}";
        await slack.Call(
            "chat.postMessage",
            $$"""{"channel":"C1","text":"in thread","thread_ts":"{{parent}}"}""");
        await slack.PostMessage("C1", "2");

        var page = await slack.Call("conversations.history", """{"channel":"C1","limit":1}""");
        var next = await slack.Call(
            "conversations.history",
            $$"""{"channel":"C1","cursor":"{{page["response_metadata"]!["next_cursor"]}}"}""");
        var since = await slack.Call(
            "conversations.history", $$"""{"channel":"C1","oldest":"{{parent}}"}""");
        var thread = await slack.Call(
            "conversations.replies", $$"""{"channel":"C1","ts":"{{parent}}"}""");

        Assert.Equal(["2"], Texts(page));
        Assert.True(page["has_more"]!.GetValue<bool>());
        Assert.Equal(["1"], Texts(next));
        Assert.False(next["has_more"]!.GetValue<bool>());
        Assert.Equal(["2"], Texts(since));
        Assert.Equal(["1", "in thread"], Texts(thread));
    }

    [Fact]
    public async Task A_message_is_changed_and_taken_back()
    {
        await using var slack = await SlackCalls.Started(new());
        var ts = $"{(await slack.PostMessage("C1", "one"))["ts"]}";

        var changed = await slack.Call(
            "chat.update", $$"""{"channel":"C1","ts":"{{ts}}","text":"two"}""");
        Assert.Equal("two", $"{changed["text"]}");
        Assert.Equal("two", $"{slack.Show("C1", ts)!["text"]}");
        await slack.Call("chat.delete", $$"""{"channel":"C1","ts":"{{ts}}"}""");
        Assert.Null(slack.Show("C1", ts));
    }

    [Fact]
    public async Task A_file_of_a_user_is_given_out_for_the_token_only()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var slack = await SlackCalls.Started(new() { Webhook = webhook.Url });

        await slack.Share("U1", "a.txt", "hello"u8.ToArray()).Delivery.Done.WaitAsync(Stop);
        var file = webhook.Hits[0].Json["event"]!["files"]![0]!;
        var address = new Uri($"{file["url_private_download"]}");
        using var with = await address.Send(null, "xoxb-simulated");
        using var without = await address.Send(null, null);

        Assert.Equal("text/plain", $"{file["mimetype"]}");
        Assert.Equal("hello", await with.Content.ReadAsStringAsync(Stop));
        Assert.Equal(HttpStatusCode.Found, without.StatusCode);
        using var page = await without.Headers.Location!.Send(null, null);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_file_of_the_bot_is_sent_in_three_steps()
    {
        await using var slack = await SlackCalls.Started(new());

        var begun = await slack.CallForm(
            "files.getUploadURLExternal",
            ("token", "xoxb-simulated"), ("filename", "a.txt"), ("length", "5"));
        using var bytes = new ByteArrayContent(Encoding.UTF8.GetBytes("hello"));
        using var sent = await new Uri($"{begun["upload_url"]}").Send(bytes, null);
        var done = await slack.Call(
            "files.completeUploadExternal",
            $$"""
            {"channel_id":"C1","initial_comment":"see","files":[{"id":"{{begun["file_id"]}}"}]}
            """);

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(5, done["files"]![0]!["size"]!.GetValue<int>());
        Assert.Equal(["see"], slack.Messages.Texts("C1"));
    }

    [Theory]
    [InlineData("\"channels\":\"U2\"", 5, null)]
    [InlineData("\"channel_id\":\"C1\",\"thread_ts\":\"1.000001\"", 5, null)]
    [InlineData("\"channel_id\":\"C1\"", 6, "file_not_found")]
    [InlineData("\"channel_id\":\"U2\"", 5, "channel_not_found")]
    [InlineData("\"channels\":\"C1,U2\",\"thread_ts\":\"1.000001\"", 5, "invalid_arguments")]
    [InlineData("\"channel_id\":\"C1\",\"thread_ts\":\"17\"", 5, "invalid_thread_ts")]
    [InlineData("\"channel_id\":\"COLD\"", 5, "is_archived")]
    public async Task A_file_is_shared_once_and_only_whole(
        string where, int announced, string? error)
    {
        await using var slack = await SlackCalls.Started(new());
        slack.AddChannel("COLD");
        slack.Archive("COLD");
        var begun = await slack.Call(
            "files.getUploadURLExternal",
            $$"""{"filename":"a.txt","length":{{announced.ToString(Invariant)}}}""");
        using var bytes = new ByteArrayContent(Encoding.UTF8.GetBytes("hello"));
        using var sent = await new Uri($"{begun["upload_url"]}").Send(bytes, null);
        var end = $$"""{"files":[{"id":"{{begun["file_id"]}}"}],{{where}}}""";

        var first = await slack.Call("files.completeUploadExternal", end);
        var second = await slack.Call("files.completeUploadExternal", end);

        Assert.Equal(error, first["error"]?.GetValue<string>());
        Assert.False(second["ok"]!.GetValue<bool>());
        Assert.Equal(error is null ? 1 : 0, slack.Messages.Count);
    }

    private static CultureInfo Invariant =>
        CultureInfo.InvariantCulture;

    private static IEnumerable<string> Texts(JsonNode page) =>
        page["messages"]!.AsArray().Select(message => $"{message!["text"]}");
}
