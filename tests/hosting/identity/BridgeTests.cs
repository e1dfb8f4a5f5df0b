using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TockOrleans.Hosting.Tests.Identity;

/// <summary>
/// A request to an endpoint that bridges is one to the endpoint it names, whose proof it needs.
/// </summary>
public sealed class BridgeTests(IdentityNode site) : IClassFixture<IdentityNode>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_conversation_is_that_of_the_endpoint_that_is_named()
    {
        Assert.Equal("turn 1 a", await Say("bridge", "open", "ann"));
        Assert.Equal("turn 2 a", await Say("open", null, "ann"));
        Assert.Equal("turn 1 a", await Say("bridge", null, "ann"));
        Assert.Equal("turn 2 a", await Say("bridge", "bridge", "ann"));
        Assert.Equal("turn 3 a", await Say("bridge", " ", "ann"));
    }

    [Fact]
    public async Task It_needs_the_proof_that_the_named_endpoint_asks_for()
    {
        using var none = await Post("bridge", "jwt", "cleo");
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        var token = ("Authorization", $"Bearer {site.Token("cleo")}");
        Assert.Equal("turn 1 a", await Say("bridge", "jwt", "bob", token));
        Assert.Equal("turn 2 a", await Say("jwt", null, "bob", token));
        using var foreign = await Post(
            "bridge", "cookie", "cleo", ("Origin", "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    [Fact]
    public async Task Only_an_endpoint_that_says_so_bridges()
    {
        Assert.Equal("turn 1 a", await Say("open", "bridge", "dan"));
        Assert.Equal("turn 2 a", await Say("open", "nowhere", "dan"));
        Assert.Equal("turn 1 a", await Say("bridge", null, "dan"));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("../../x")]
    [InlineData("test")]
    public async Task What_is_no_web_endpoint_of_the_bot_is_not_found(string named)
    {
        using var answer = await Post("bridge", named, "eve");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(
            "there is no such endpoint", await answer.Content.ReadAsStringAsync(Stop),
            StringComparison.Ordinal);
    }

    private async Task<string?> Say(
        string endpoint, string? named, string user, params (string, string)[] headers)
    {
        using var answer = await Post(endpoint, named, user, headers);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return body.GetProperty("responses")[0].GetProperty("text").GetString();
    }

    private async Task<HttpResponseMessage> Post(
        string endpoint,
        string? named,
        string user,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/io/app/echo/{endpoint}")
        {
            Content = JsonContent.Create(
                new { query = "a", userId = user, connectorId = named }),
        };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await site.Client.SendAsync(request, Stop);
    }
}
