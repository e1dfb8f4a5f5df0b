using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Hosting.Tests.Admin;

/// <summary>What the administration refuses, and why; one node for all.</summary>
public sealed class EndpointAdminTests(EndpointAdminTests.Fixture fixture)
    : IClassFixture<EndpointAdminTests.Fixture>
{
    private const string Good = """{"type":"vault","settings":{"signingSecret":"long enough"}}""";

    private const string Open = """{"type":"web","settings":{"identity":"open"}}""";

    private Node Node => fixture.Node;

    [Fact]
    public async Task All_that_is_wrong_with_an_endpoint_is_told_at_once_without_values()
    {
        var answer = await Node.Admin(
            "PUT",
            "endpoints/app/nobody/one",
            """
            {"type":"vault","settings":{"signingSecret":"short","size":11,"colour":["red"],"shape":"round","Size":1,"botToken":{"set":1},"x":{"set":true}}}
            """);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(
            [
                "bot: there is no bot app/nobody here",
                "settings:colour must be a text, a number, true, false or null",
                "settings:Size is there twice",
                "settings:botToken must be a text, a number, true, false or null",
                "settings:x is no secret: give its value",
                "settings:signingSecret must have 8 to 4096 characters",
                "settings:size must be a whole number from 1 to 10",
                "settings:shape is unknown; known are signingSecret, botToken, colour, size",
                "settings:x is unknown; known are signingSecret, botToken, colour, size",
            ],
            answer.Problems);
        Assert.Equal(400, answer.Json.GetProperty("status").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await Node.Admin(
            "GET", "endpoints/app/nobody/one")).Status);
    }

    [Theory]
    [InlineData("""{"type":"pigeon"}""", "type: 'pigeon' is unknown; known are ")]
    [InlineData("""{"settings":{}}""", "type: '' is unknown; known are ")]
    [InlineData(
        """{"type":"vault","settings":{"signingSecret":"long enough","colour":"broken"}}""",
        "settings: the connector failed on them (InvalidOperationException)")]
    [InlineData(
        """{"type":"web"}""",
        "settings:identity is required (Identity: How it is known who a user is. open: a user is"
        + " who the page says; cookie: by a signed cookie; jwt: by a token of the site's own login;"
        + " link: by a token in a signed link.)")]
    [InlineData(
        """{"type":"web","settings":{"allowedOrigins":"\ud800"}}""",
        "settings:allowedOrigins must be a text, a number, true, false or null")]
    public async Task Each_problem_has_its_path(string json, string problem)
    {
        var answer = await Node.Admin("PUT", "endpoints/app/echo/one", json);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(problem, string.Join('\n', answer.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain("long enough", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{"type":"web" """)]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"web","setings":{}}""")]
    [InlineData("""{"type":"web","type":"vault"}""")]
    [InlineData("""{"type":"web","settings":{"a":1,"a":2}}""")]
    [InlineData("""{"type":"web","settings":"none"}""")]
    public async Task A_body_that_is_not_the_json_asked_for_is_refused(string json)
    {
        var answer = await Node.Admin("PUT", "endpoints/app/echo/one", json);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("is not the JSON asked for", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_named_by_if_match_must_be_the_one_there_is()
    {
        const string Path = "endpoints/app/echo/matched";
        Assert.Equal(412, await Status("PUT", Path, Good, "\"1\""));
        var first = await Node.Admin("PUT", Path, Good);
        Assert.Equal(201, (int)first.Status);
        var second = await Node.Admin("PUT", Path, Good, first.ETag);
        Assert.Equal(200, (int)second.Status);
        Assert.Equal(412, await Status("PUT", Path, Good, first.ETag));
        Assert.Equal(412, await Status("DELETE", Path, null, first.ETag));
        Assert.Equal(second.ETag, (await Node.Admin("GET", Path)).ETag);
        foreach (var odd in (string[])["1", "*", "W/\"1\"", "\"x\"", "\"1\", \"2\"", "\"-1\""])
            Assert.Equal(400, await Status("PUT", Path, Good, odd));
        Assert.Equal(204, await Status("DELETE", Path, null, second.ETag));
        Assert.Equal(404, await Status("DELETE", Path, null, null));
        Assert.Equal(404, await Status("GET", Path, null, null));
    }

    [Fact]
    public async Task Changes_at_once_of_one_version_leave_one_winner()
    {
        const string Path = "endpoints/app/echo/raced";
        var first = await Node.Admin("PUT", Path, Good);
        var races = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Status("PUT", Path, Good, first.ETag)));
        Assert.Equal([200, 412, 412, 412, 412, 412, 412, 412], races.Order());
    }

    [Fact]
    public async Task A_full_registry_takes_no_more_and_says_so()
    {
        await using var full = await Node.Start();
        var registry = full.Services.GetRequiredService<IClusterClient>()
            .GetGrain<IEndpointRegistry>(IEndpointRegistry.Key);
        for (var n = 0; n < IEndpointRegistry.EndpointsMax; n++)
            await registry.Put(new EndpointRecord(
                $"app/echo/e{n}", "web", new Dictionary<string, string>(), 0));
        var refused = await full.Admin("PUT", "endpoints/app/echo/more", Open);
        Assert.Equal(507, (int)refused.Status);
        Assert.Contains("1000 endpoints", refused.Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.OK,
            (await full.Admin("PUT", "endpoints/app/echo/e7", Open)).Status);
        var list = await full.Admin("GET", "endpoints");
        Assert.Equal(1_001, list.Json.GetProperty("endpoints").GetArrayLength());
    }

    [Fact]
    public async Task An_endpoint_another_node_put_answers_at_its_first_call()
    {
        await Node.Admin("PUT", "endpoints/app/echo/there", Good);
        var registry = Node.Services.GetRequiredService<IClusterClient>()
            .GetGrain<IEndpointRegistry>(IEndpointRegistry.Key);
        var there = (await registry.List(-1))!.Endpoints
            .Single(record => record.Endpoint == "app/echo/there");
        await registry.Remove("app/echo/there");
        await Node.Admin("GET", "endpoints");
        // Another node's hand, as this one sees it: the registry has it, the snapshot has not.
        await registry.Put(there);
        Assert.Equal("blue", (await Node.Call("app/echo/there", "long enough")).Text);
    }

    private async Task<int> Status(string method, string path, string? json, string? ifMatch) =>
        (int)(await Node.Admin(method, path, json, ifMatch)).Status;

    public sealed class Fixture : IAsyncLifetime
    {
        public Node Node { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Node = await Node.Start();

        public ValueTask DisposeAsync() => Node.DisposeAsync();
    }
}
