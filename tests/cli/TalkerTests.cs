using System.Text.Json;
using System.Text.Json.Nodes;
using TockOrleans.Cli.Talk;

namespace TockOrleans.Cli.Tests;

public sealed class TalkerTests
{
    private const string Answered = """{"status":"answered","replies":[]}""";
    private const string Deferred = """{"status":"deferred","replies":[]}""";
    private const string Problem = """{"detail":"not today"}""";

    [Fact]
    public async Task Who_is_told_to_come_back_does_under_the_same_id()
    {
        await using var server = new StandIn(
            (429, Problem), (503, Problem), (200, Deferred), (503, Problem), (200, Deferred),
            (200, Answered));
        Assert.Equal("answered", (await Say(server)).Text("status"));
        Assert.Equal(6, server.Asked.Count);
        Assert.Single(server.Asked.Select(asked => asked.Text("eventId")).Distinct());
        Assert.All(server.Asked, asked => Assert.Equal(
            ("ada", "hello"), (asked.Text("user"), asked.Text("text"))));
        await Say(server);
        Assert.Equal(2, server.Asked.Select(asked => asked.Text("eventId")).Distinct().Count());
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_server_that_stays_in_trouble_is_left_after_a_while(int status)
    {
        await using var server = new StandIn((status, Problem));
        var refusal = await Assert.ThrowsAsync<Refusal>(() => Say(server));
        Assert.Equal(ExitCodes.Refused, refusal.ExitCode);
        Assert.StartsWith($"{status} ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("not today", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.OfOneTurn);
        Assert.Equal(30, server.Asked.Count);
    }

    [Fact]
    public async Task A_story_that_never_ends_is_left_after_its_time()
    {
        await using var server = new StandIn((200, Deferred));
        var refusal = await Assert.ThrowsAsync<Refusal>(() => Say(server, wait: TimeSpan.Zero));
        Assert.Contains("did not come in time", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.OfOneTurn);
        Assert.Single(server.Asked);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(500, true)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(409, false)]
    public async Task A_refusal_is_final_and_concerns_one_turn_or_all(int status, bool one)
    {
        await using var server = new StandIn((status, Problem), (200, Answered));
        var refusal = await Assert.ThrowsAsync<Refusal>(() => Say(server));
        Assert.Equal((ExitCodes.Refused, one), (refusal.ExitCode, refusal.OfOneTurn));
        Assert.Single(server.Asked);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    public async Task What_is_no_answer_of_the_administration_is_told(string body)
    {
        await using var server = new StandIn((200, body));
        var refusal = await Assert.ThrowsAsync<Refusal>(() => Say(server));
        Assert.Contains("is not the administration", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_ends_where_a_step_fails_and_goes_no_further()
    {
        const string Hello = """
            {"status":"answered","as":"slack","replies":[{"message":{"kind":"text","text":"Hi"},
             "payloads":[{"text":"Hi"}]}]}
            """;
        await using var server = new StandIn((200, Hello), (400, Problem), (200, Answered));
        using var api = new AdminApi(server.Address, "a-key-of-some-length");
        var run = await PlanRun.Play(
            Plans.Read(Plans.Whole), "slack", order => new Talker(api, "app/pizza/test", order),
            TestContext.Current.CancellationToken);
        Assert.Equal("400 Bad Request: not today", run.Failure);
        var step = Assert.Single(run.Steps);
        Assert.Equal("""[{"text":"Hi"}]""", step.Payloads["slack"].GetRawText());
        Assert.Equal(
            ["slack,en-GB,hello,", "slack,en-GB,,order?size=2"],
            server.Asked.Select(asked => string.Join(
                ',', asked.Text("as"), asked.Text("locale"), asked.Text("text"),
                asked.Text("payload"))));
        Assert.Single(server.Asked.Select(asked => asked.Text("user")).Distinct());
    }

    [Fact]
    public async Task A_door_that_is_shut_is_no_failure_of_a_plan()
    {
        await using var server = new StandIn((403, Problem));
        using var api = new AdminApi(server.Address, "a-key-of-some-length");
        await Assert.ThrowsAsync<Refusal>(() => PlanRun.Play(
            Plans.Read(Plans.Whole), null, order => new Talker(api, "app/pizza/test", order),
            TestContext.Current.CancellationToken));
    }

    private static async Task<JsonElement> Say(
        StandIn server, TimeSpan? wait = null)
    {
        using var api = new AdminApi(server.Address, "a-key-of-some-length");
        var talker = new Talker(api, "app/pizza/test", new JsonObject { ["user"] = "ada" })
        {
            Wait = wait ?? TimeSpan.FromMinutes(1),
            Pause = TimeSpan.Zero,
        };
        return await talker.Do(
            UserAct.Of(UserAct.Text, "hello"), TestContext.Current.CancellationToken);
    }
}
