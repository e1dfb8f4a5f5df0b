using System.Net.Http.Headers;
using System.Text.Json;

namespace TockOrleans.Hosting.Tests.Admin;

/// <summary>Talking to bots as a test user, and what other channels would get.</summary>
public sealed class TalkAdminTests(TalkNode house) : IClassFixture<TalkNode>
{
    private const string Echo = "endpoints/app/echo/test/talk";

    /// <summary>
    /// What is said, and what every channel must show of the answer: a text with suggestions, a
    /// card with buttons, a text and a carousel with suggestions.
    /// </summary>
    private static readonly (string Text, string[] Words)[] Conversation =
    [
        ("hello", ["Hello! I am the railway assistant", "Plan a journey", "Departures", "Help"]),
        ("tell me about Lyon",
            ["Lyon", "12 platforms", "Departures", "Map", "https://www.openstreetmap.org/"]),
        ("from Paris to Lyon tomorrow",
            ["From Paris to Lyon", "06:46 → 08:43", "TGV 92, direct", "13:18 → 15:16", "Book",
             "Another destination", "Another day"]),
    ];

    private Node Node => house.Node;

    [Fact]
    public async Task Every_connector_shows_what_it_would_send_of_a_whole_conversation()
    {
        var types = (await Node.Admin("GET", "connectors")).Json.GetProperty("connectors")
            .EnumerateArray().Select(one => Text(one, "type")!).ToArray();
        Assert.Contains("slack", types);
        // The vault's renderer throws: nothing of it would be sent.
        foreach (var type in types.Where(type => type != "vault"))
            foreach (var (text, words) in Conversation)
            {
                var answer = await Say("demo", $$"""
                    {"user":"of {{type}}","locale":"en","as":"{{type}}","text":"{{text}}"}
                    """);
                Assert.Equal((type, "answered"), (type, Text(answer, "status")));
                Assert.Equal(type, Text(answer, "as"));
                var payloads = Payloads(answer);
                Assert.All(words, word =>
                    Assert.True(payloads.Contains(word, StringComparison.Ordinal),
                        $"{type} lacks {word} in {payloads}"));
            }
    }

    [Fact]
    public async Task It_answers_the_bots_messages_and_the_very_payloads_of_the_channel()
    {
        var answer = await Say("echo", """{"user":"ada","as":"slack","text":"hi"}""");
        AssertJson(
            """
            {"user":"tock-test:ada","session":"YXBwL2VjaG8vdGVzdC90b2NrLXRlc3QlM0FhZGE",
             "status":"answered","as":"slack","replies":[
              {"message":{"kind":"text","text":"turn 1 hi"},
               "payloads":[{"method":"chat.postMessage","body":{"channel":"ada",
                 "text":"turn 1 hi","unfurl_links":false,"unfurl_media":false,
                 "metadata":{"event_type":"tock_message","event_payload":{"id":"2"}}}}]}]}
            """,
            answer);
        // Of nobody in particular: the messages alone.
        AssertJson(
            """
            {"user":"tock-test:bob","session":"YXBwL2VjaG8vdGVzdC90b2NrLXRlc3QlM0Fib2I",
             "status":"answered","replies":[{"message":{"kind":"text","text":"turn 1 hi"}}]}
            """,
            await Say("echo", """{"user":"bob","text":"hi"}"""));
        AssertJson(
            """
            {"user":"tock-test:bob","session":"YXBwL2VjaG8vdGVzdC90b2NrLXRlc3QlM0Fib2I",
             "status":"taken","replies":[]}
            """,
            await Say("echo", """{"user":"bob","event":{"kind":"typing"}}"""));
    }

    [Fact]
    public async Task A_connector_that_fails_hides_nothing_of_what_the_bot_said()
    {
        var answer = await Say("echo", """{"user":"failed","as":"vault","text":"hi"}""");
        AssertJson(
            """
            [{"message":{"kind":"text","text":"turn 1 hi"},"payloads":[],
              "skipped":["not rendered"]}]
            """,
            answer.GetProperty("replies"));
    }

    [Fact]
    public async Task Stories_take_it_for_the_channel_that_is_played()
    {
        const string Please = "\"locale\":\"en\",\"text\":\"native please\"";
        AssertJson(
            """
            [{"message":{"kind":"native","connector":"slack","json":"{\"text\":\"blocks\"}"},
              "payloads":[{"method":"chat.postMessage","body":{"channel":"n","text":"blocks",
                "metadata":{"event_type":"tock_message","event_payload":{"id":"2"}}}}]}]
            """,
            First(await Say("talker", $$"""{"user":"n","as":"slack",{{Please}}}""")));
        AssertJson(
            """
            [{"message":{"kind":"text","text":"plain on messenger"},
              "payloads":[{"messaging_type":"RESPONSE","message":{"text":"plain on messenger"}}]}]
            """,
            First(await Say("talker", $$"""{"user":"n","as":"MESSENGER",{{Please}}}""")));
        AssertJson(
            """[{"message":{"kind":"text","text":"plain on test"}}]""",
            First(await Say("talker", $$"""{"user":"n",{{Please}}}""")));
    }

    [Fact]
    public async Task An_endpoint_lends_its_type_and_settings_and_sends_nothing()
    {
        const string Loud = """{"user":"e","endpoint":"loud","text":"a < b"}""";
        var answer = await Say("echo", Loud);
        Assert.Equal("web", Text(answer, "as"));
        // escapeHtml is off there and on by default.
        Assert.Contains("turn 1 a < b", Payloads(answer), StringComparison.Ordinal);
        Assert.Contains(
            "turn 2 a &lt; b",
            Payloads(await Say("echo", """{"user":"e","as":"web","text":"a < b"}""")),
            StringComparison.Ordinal);
        Assert.Equal("slack", Text(
            await Say("echo", """{"user":"e","endpoint":"team","text":"hi"}"""), "as"));
        var health = (await Node.Admin("GET", "endpoints/app/echo/team/health")).Json;
        foreach (var count in (string[])["accepted", "retried", "dead", "backlog"])
            Assert.Equal(0, health.GetProperty(count).GetInt64());
        Assert.False(health.TryGetProperty("lastFailure", out _));
    }

    [Fact]
    public async Task The_same_event_id_gets_the_same_answer_and_no_turn()
    {
        const string Once = """{"user":"once","eventId":"1","as":"web","text":"hi"}""";
        var first = await Say("echo", Once);
        AssertJson(first.GetRawText(), await Say("echo", Once));
        Assert.Equal(
            "turn 2 hi", Said(await Say("echo", """{"user":"once","eventId":"2","text":"hi"}""")));
    }

    [Fact]
    public async Task A_test_user_is_marked_wherever_users_are_listed()
    {
        await Say("echo", """{"user":"marked","text":"hi"}""");
        await Node.Send(
            "POST", "/io/app/echo/web", """{"query":"hi","userId":"marked"}""", _ => { });
        var sessions = (await Node.Admin("GET", "sessions?endpoint=app/echo/test")).Json
            .GetProperty("sessions").EnumerateArray().ToArray();
        Assert.NotEmpty(sessions);
        Assert.All(sessions, one => Assert.True(one.GetProperty("test").GetBoolean()));
        Assert.All(
            (await Node.Admin("GET", "sessions?user=marked")).Json.GetProperty("sessions")
                .EnumerateArray(),
            one => Assert.False(one.TryGetProperty("test", out _)));
        var log = (await Node.Admin(
            "GET", "log?endpoint=app/echo/test&user=tock-test:marked")).Json
            .GetProperty("entries").EnumerateArray().ToArray();
        Assert.Equal(["event", "reply"], log.Select(one => Text(one, "kind")));
        Assert.All(log, one => Assert.True(one.GetProperty("test").GetBoolean()));
        Assert.True(log[0].GetProperty("body").GetProperty("profile").GetProperty("test")
            .GetBoolean());
        var audit = (await Node.Admin("GET", "audit")).Text;
        Assert.Contains("\"what\":\"talk\"", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("marked", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_other_channel_has_a_user_of_that_name()
    {
        var refused = await Node.Send(
            "POST", "/io/app/echo/web", """{"query":"hi","userId":"tock-test:x"}""", _ => { });
        Assert.Equal(400, (int)refused.Status);
        Assert.Empty((await Node.Admin("GET", "sessions?user=tock-test:x")).Json
            .GetProperty("sessions").EnumerateArray());
    }

    [Fact]
    public async Task The_bot_never_speaks_first_to_test_users()
    {
        await Say("echo", """{"user":"quiet","text":"hi"}""");
        var said = await Node.Admin("POST", "messages", """
            {"endpoint":"app/echo/test","users":["tock-test:quiet"],
             "messages":[{"kind":"text","text":"news"}]}
            """);
        Assert.Equal("unsupported", Text(said.Json.GetProperty("users")[0], "status"));
        var broadcast = await Node.Admin("POST", "broadcasts", """
            {"namespace":"app","bot":"echo","id":"news","endpoints":["test"],
             "messages":[{"kind":"text","text":"news"}]}
            """);
        Assert.Equal(400, (int)broadcast.Status);
        Assert.Contains("cannot speak first", broadcast.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("endpoints/app/echo/none/talk", """{"text":"a"}""", 404, "no endpoint")]
    [InlineData("endpoints/app/echo/web/talk", """{"text":"a"}""", 409, "of type web")]
    [InlineData(Echo, """{"user":"a"}""", 400, "one of 'text', 'payload' and 'event'")]
    [InlineData(Echo, """{"text":"a","payload":"b"}""", 400, "and no more")]
    [InlineData(Echo, """{"text":"a","as":"pigeon"}""", 400, "as is no connector type")]
    [InlineData(Echo, """{"text":"a","as":"web","endpoint":"web"}""", 400, "either as or endpoint")]
    [InlineData(Echo, """{"text":"a","endpoint":"none"}""", 400, "no id of an endpoint")]
    [InlineData(Echo, """{"text":"a","endpoint":"../x"}""", 400, "no id of an endpoint")]
    [InlineData(Echo, """{"event":{"kind":"proactive"}}""", 400, "no event of a user")]
    [InlineData(Echo, """{"text":"\ud83d"}""", 400, "not the JSON asked for")]
    public async Task What_cannot_be_said_is_refused_and_says_why(
        string path, string json, int status, string why)
    {
        var answer = await Node.Admin("POST", path, json);
        Assert.Equal(status, (int)answer.Status);
        Assert.Contains(why, Text(answer.Json, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_with_the_endpoints_key_talks_at_its_own_address()
    {
        const string Hi = """{"user":"program","text":"hi"}""";
        AssertJson(
            """{"messages":[{"kind":"text","text":"turn 1 hi"}],"metadata":{}}""",
            (await Call("echo", Hi, "a-key-of-programs")).Json);
        Assert.Equal(401, (int)(await Call("echo", Hi, "another-key-of-programs")).Status);
        // That endpoint has no key.
        Assert.Equal(403, (int)(await Call("demo", Hi, "a-key-of-programs")).Status);
        Assert.Equal("turn 2 hi", Said(await Say("echo", Hi)));
    }

    private Task<Answer> Call(string bot, string json, string key) => Node.Send(
        "POST", $"/io/app/{bot}/test", json, request =>
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key));

    private async Task<JsonElement> Say(string bot, string json)
    {
        var answer = await Node.Admin("POST", $"endpoints/app/{bot}/test/talk", json);
        Assert.True((int)answer.Status == 200, answer.Text);
        return answer.Json;
    }

    private static void AssertJson(string expected, JsonElement actual) => Assert.True(
        JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.GetRawText());

    private static string Payloads(JsonElement answer) => string.Concat(
        answer.GetProperty("replies").EnumerateArray()
            .SelectMany(reply => reply.GetProperty("payloads").EnumerateArray())
            .Select(Plain));

    // Texts as they are, whatever is escaped in JSON.
    private static string Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => string.Concat(
            element.EnumerateObject().Select(member => Plain(member.Value) + "\n")),
        JsonValueKind.Array => string.Concat(
            element.EnumerateArray().Select(item => Plain(item) + "\n")),
        JsonValueKind.String => element.GetString()!,
        _ => element.GetRawText(),
    };

    // What follows tells the client of the intent.
    private static JsonElement First(JsonElement answer) => JsonSerializer.SerializeToElement(
        answer.GetProperty("replies").EnumerateArray().Take(1));

    private static string? Said(JsonElement answer) =>
        Text(answer.GetProperty("replies")[0].GetProperty("message"), "text");

    private static string? Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString();
}
