using System.Net;
using System.Text;

namespace TockOrleans.Hosting.Tests.Admin;

/// <summary>Messages to some users, and broadcasts, through the administration.</summary>
public sealed class BroadcastAdminTests : IAsyncLifetime
{
    private const string News = "broadcasts/app/echo/news";
    private const string Text = """ "messages":[{"kind":"text","text":"news"}] """;

    private Node node = null!;

    public async ValueTask InitializeAsync() => node = await Node.Start(

        [
            .. Endpoint(0, "loop"),
            .. Endpoint(1, "other"), "--Tock:Endpoints:1:settings:firstContact=false",
        ]);

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task What_became_of_a_message_is_told_user_by_user()
    {
        var order = $$"""
            {"endpoint":"app/echo/loop","users":["u","v"],"id":"o1",{{Text}}}
            """;
        const string Said =
            """{"id":"o1","users":[{"user":"u","status":"queued"},{"user":"v","status":"queued"}]}""";
        Assert.Equal(Said, (await node.Admin("POST", "messages", order)).Text);
        Assert.Equal(Said, (await node.Admin("POST", "messages", order)).Text);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await node.Admin("POST", "messages", order.Replace(
                "loop", "none", StringComparison.Ordinal))).Status);
        var unnamed = await node.Admin("POST", "messages", $$"""
            {"endpoint":"app/echo/other","users":["u"],{{Text}}}
            """);
        Assert.Equal(32, unnamed.Json.GetProperty("id").GetString()!.Length);
        Assert.Equal("noConversation", Status(unnamed));
        Assert.Equal("failed", Status(await node.Admin("POST", "messages", """
            {"endpoint":"app/echo/loop","users":["u"],"id":"o2","story":"none"}
            """)));
    }

    [Theory]
    [InlineData("""{"endpoint":"app/echo","users":["u"],"story":"s"}""", "endpoint")]
    [InlineData("""{"endpoint":"app/echo/loop","users":[],"story":"s"}""", "users")]
    [InlineData("""{"endpoint":"app/echo/loop","users":[""],"story":"s"}""", "users[0]")]
    [InlineData("""{"endpoint":"app/echo/loop","users":["u"]}""", "there must be either")]
    [InlineData("""{"endpoint":"app/echo/loop","users":["u"],"messages":[]}""", "there must be a")]
    [InlineData(
        """{"endpoint":"app/echo/loop","users":["u"],"messages":[{"kind":"song"}]}""",
        "messages[0]")]
    [InlineData(
        """{"endpoint":"app/echo/loop","users":["u"],"story":"s","id":""}""", "an order's name")]
    public async Task A_message_that_is_not_right_says_nothing(string order, string problem)
    {
        var answer = await node.Admin("POST", "messages", order);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith(problem, Detail(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broadcast_goes_from_draft_to_its_recipients()
    {
        var made = await node.Admin("POST", "broadcasts", Plan("news", "\"loop\""));
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("draft", made.Json.GetProperty("stage").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await node.Admin("POST", News + "/start")).Status);
        var uploaded = await Upload("text/csv", "u\r\n\"v \"\"w\"\"\"\n\nu\n");
        Assert.Equal("""{"recipients":2,"duplicates":1}""", uploaded.Text);
        Assert.Equal(2, (await node.Admin("GET", News)).Json.GetProperty("recipients").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await node.Admin("POST", News + "/start")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Upload("text/csv", "x")).Status);
        await Poll.Until(async () =>
            Count(await node.Admin("GET", News), "queued") == 2);
        Assert.Equal(
            """{"recipients":[{"endpoint":"loop","user":"u","outcome":"queued"},{"endpoint":"loop","user":"v \"w\"","outcome":"queued"}]}""",
            (await node.Admin("GET", News + "/recipients?outcome=queued")).Text);
        var first = await node.Admin("GET", News + "/recipients?limit=1");
        Assert.Equal("1", first.Json.GetProperty("next").GetString());
        Assert.Equal(
            "news", (await node.Admin("GET", "broadcasts")).Json.GetProperty("broadcasts")[0]
                .GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await node.Admin("DELETE", News)).Status);
        var cancelled = await node.Admin("POST", News + "/cancel");
        Assert.Equal("cancelled", cancelled.Json.GetProperty("stage").GetString());
    }

    [Fact]
    public async Task A_file_with_a_line_that_is_not_right_changes_nothing()
    {
        await node.Admin("POST", "broadcasts", Plan("news", "\"loop\",\"other\""));
        Assert.Equal(HttpStatusCode.OK, (await Upload(
            "application/x-ndjson", """{"user":"u","endpoint":"loop"}""")).Status);
        var bad = await Upload("application/x-ndjson", $$"""
            {"user":"a","endpoint":"other","thread":"t"}
            "b"
            {"user":"c","endpoint":"third"}
            {"user":"","endpoint":"loop"}
            {"user":7}
            [
            {"user":"{{new string('x', 9_000)}}"}
            """);
        Assert.Equal(HttpStatusCode.BadRequest, bad.Status);
        Assert.Equal("6 lines are not right; nothing was changed", Detail(bad));
        Assert.Equal(
            [
                "line 2: it names none of the endpoints",
                "line 3: its endpoint is not one of the broadcast's",
                "line 4: user and thread must have 1 to 256 characters",
                "line 5: a member is not a text",
                "line 6: it is not JSON",
                "line 7: it is too long",
            ],
            bad.Problems);
        Assert.Equal(1, (await node.Admin("GET", News)).Json.GetProperty("recipients").GetInt32());
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Upload("a/b", "u")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Upload("text/csv", "\n")).Status);
        Assert.Equal(
            ["line 1: it is not UTF-8"], (await Upload("text/csv", [0xff])).Problems);
        Assert.Equal(1, (await node.Admin("GET", News)).Json.GetProperty("recipients").GetInt32());
    }

    [Fact]
    public async Task A_broadcast_that_is_not_right_is_told_why_and_one_is_made_once()
    {
        Assert.Equal(
            HttpStatusCode.BadRequest, (await node.Admin("POST", "broadcasts", "{}")).Status);
        Assert.Equal(
            "there is no endpoint app/echo/none",
            Detail(await node.Admin("POST", "broadcasts", Plan("news", "\"none\""))));
        Assert.Equal(
            "rate must be from 1 to 10000",
            Detail(await node.Admin("POST", "broadcasts", Plan("news", "\"loop\"", rate: 0))));
        Assert.Equal(HttpStatusCode.NotFound, (await node.Admin("GET", News)).Status);
        for (var times = 0; times < 2; times++)
            Assert.Equal(
                HttpStatusCode.Created,
                (await node.Admin("POST", "broadcasts", Plan("news", "\"loop\""))).Status);
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await node.Admin("POST", "broadcasts", Plan("news", "\"loop\"", rate: 9))).Status);
        Assert.Equal(9, (await node.Admin("PATCH", News, """{"rate":9}""")).Json
            .GetProperty("rate").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await node.Admin("DELETE", News)).Status);
        Assert.Equal("""{"broadcasts":[]}""", (await node.Admin("GET", "broadcasts")).Text);
    }

    private static string[] Endpoint(int at, string id) =>
    [
        $"--Tock:Endpoints:{at}:namespace=app", $"--Tock:Endpoints:{at}:bot=echo",
        $"--Tock:Endpoints:{at}:id={id}", $"--Tock:Endpoints:{at}:type=loopback",
        $"--Tock:Endpoints:{at}:settings:signingSecret=s",
        $"--Tock:Endpoints:{at}:settings:token=t",
        // Nobody listens there: what is said waits.
        $"--Tock:Endpoints:{at}:settings:apiBaseUrl=http://127.0.0.1:9/",
    ];

    private static string Plan(string id, string endpoints, int rate = 100) => $$"""
        {"namespace":"app","bot":"echo","id":"{{id}}","endpoints":[{{endpoints}}],"rate":{{rate}},
        {{Text}}}
        """;

    private static string Detail(Answer answer) =>
        answer.Json.GetProperty("detail").GetString()!;

    private static string Status(Answer answer) =>
        answer.Json.GetProperty("users")[0].GetProperty("status").GetString()!;

    private static int Count(Answer progress, string outcome) =>
        progress.Json.GetProperty("counts").GetProperty(outcome).GetInt32();

    private Task<Answer> Upload(string type, string text) =>
        Upload(type, Encoding.UTF8.GetBytes(text));

    private Task<Answer> Upload(string type, byte[] body) => node.Send(
        "PUT", $"/admin/api/{News}/audience", null, request =>
        {
            request.Headers.Authorization = new("Bearer", Node.Key);
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new(type);
        });
}
