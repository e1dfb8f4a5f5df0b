using System.Net;

namespace TockOrleans.Hosting.Tests.Admin;

/// <summary>Questions that are not right are told, each by its parameter.</summary>
public sealed class QueryTests : IAsyncLifetime
{
    private Node node = null!;

    public async ValueTask InitializeAsync() => node = await Node.Start();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task A_question_that_is_not_right_is_refused_and_says_which_part()
    {
        foreach (var (path, part) in new[]
        {
            ("sessions?limit=0", "limit"),
            ("sessions?limit=501", "limit"),
            ("sessions?limit=-1", "limit"),
            ("sessions?limit=1&limit=2", "limit"),
            ("sessions?endpoint=app/echo", "endpoint"),
            ("sessions?endpoint=app/echo/we%20b", "endpoint"),
            ($"sessions?user={new string('x', 257)}", "user"),
            ("sessions?user=u&prefix=u", "prefix"),
            ("sessions?since=yesterday", "since"),
            ("sessions?after=!", "after"),
            ("sessions?after=AAAA", "after"),
            ("sessions/!", "session"),
            ($"sessions/{AdminCalls.Opaque("app/echo/web")}", "session"),
            ($"sessions/{AdminCalls.NoSession}?after=x", "after"),
            ("log", "endpoint"),
            ("log?endpoint=app/echo/web&day=2030-13-01", "day"),
            ("log?endpoint=app/echo/web&day=9999-12-31", "day"),
            ("log?endpoint=app/echo/web&day=2030-01-01&from=2030-01-01", "day"),
            ($"log?endpoint=app/echo/web&after={AdminCalls.Opaque("x app/echo/web/u")}", "after"),
            ("audit?after=-1", "after"),
            ("persons/export", "user"),
            ("persons/export?user=", "user"),
            ("persons/erasures/1", "erasure"),
        })
        {
            var answer = await node.Admin("GET", path);
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, answer.Status));
            Assert.Contains(
                part,
                answer.Json.GetProperty("detail").GetString(),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"users":[]}""")]
    [InlineData("""{"users":[null]}""")]
    [InlineData("""{"users":[{"endpoint":"app/echo/web"}]}""")]
    [InlineData("""{"users":[{"endpoint":"app/echo","user":"u"}]}""")]
    [InlineData("""{"users":[{"endpoint":"app/echo/web","user":""}]}""")]
    [InlineData("""{"users":[{"endpoint":"app/echo/web","user":"\ud83d"}]}""")]
    public async Task An_erasure_of_nobody_is_refused(string order)
    {
        Assert.Equal(
            HttpStatusCode.BadRequest, (await node.Admin("POST", "persons/erase", order)).Status);
        Assert.Empty((await node.Admin("GET", "audit")).Json
            .GetProperty("entries").EnumerateArray());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"minutes":0}""")]
    [InlineData("""{"minutes":1000000}""")]
    [InlineData("""{"minutes":2147483647}""")]
    [InlineData("""{"until":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"until":"9999-01-01T00:00:00Z"}""")]
    [InlineData("""{"until":"2030-01-01T00:00:00Z","minutes":1}""")]
    public async Task A_pause_that_is_none_is_refused(string order) => Assert.Equal(
        HttpStatusCode.BadRequest,
        (await node.Admin("POST", $"sessions/{AdminCalls.NoSession}/pause", order)).Status);

    [Fact]
    public async Task Many_persons_are_erased_in_one_call_and_a_hundred_are_the_most()
    {
        foreach (var (count, status) in new[]
        {
            (100, HttpStatusCode.OK), (101, HttpStatusCode.BadRequest),
        })
        {
            var users = string.Join(',', Enumerable.Range(0, count).Select(user =>
                $$"""{"endpoint":"app/echo/web","user":"u{{user}}"}"""));
            var answer = await node.Admin(
                "POST", "persons/erase", $$"""{"users":[{{users}}]}""");
            Assert.Equal(status, answer.Status);
        }
    }
}
