using System.Globalization;
using System.Net;
using System.Text;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Hosting.Tests.Admin;

public sealed class DeadLetterAdminTests
{
    private const string Letters = "endpoints/app/echo/shop/dead-letters";
    private const string Replay = Letters + "/replay";

    private static readonly DateTimeOffset Noon = new(2030, 5, 6, 12, 0, 0, TimeSpan.Zero);

    private readonly List<string> asked = [];

    [Fact]
    public async Task They_are_shown_as_neutral_json_page_by_page()
    {
        await using var door = await AdminDoor.Open(Listing(
            Letter("app/echo/shop/a%20b", 7, "rejected:400", """{"kind":"text","text":"é"}"""),
            Letter("app/echo/shop/%F0%9F%94%91/t", 2, "expired", "not json")));
        var first = await door.Ask("GET", Letters + "?limit=1&reason=rejected");
        Assert.Equal(HttpStatusCode.OK, first.Status);
        var next = first.Json.GetProperty("next").GetString()!;
        Assert.Matches("^[A-Za-z0-9_-]+$", next);
        Assert.Equal(
            """
            {"letters":[{"session":"app/echo/shop/a%20b","seq":7,"at":"2030-05-06T12:00:00+00:00","attempts":3,"reason":"rejected:400","message":{"kind":"text","text":"é"}}],"next":"NEXT"}
            """.Replace("NEXT", next, StringComparison.Ordinal),
            first.Text);

        var second = await door.Ask("GET", $"{Letters}?limit=1&after={next}");
        Assert.Equal(
            "app/echo/shop/%F0%9F%94%91/t",
            second.Json.GetProperty("letters")[0].GetProperty("session").GetString());
        Assert.False(
            second.Json.GetProperty("letters")[0].TryGetProperty("message", out _));
        next = second.Json.GetProperty("next").GetString()!;
        Assert.Equal(
            """{"letters":[]}""", (await door.Ask("GET", $"{Letters}?after={next}")).Text);
        Assert.Equal(
            [
                "rejected 1 after nothing",
                "all 1 after app/echo/shop/a%20b 7",
                "all 100 after app/echo/shop/%F0%9F%94%91/t 2",
            ],
            asked);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("limit=-1")]
    [InlineData("limit=many")]
    [InlineData("after=!")]
    [InlineData("after=AAAA")]
    // "1 app/echo/other/u" and "x app/echo/shop/u".
    [InlineData("after=MSBhcHAvZWNoby9vdGhlci91")]
    [InlineData("after=eCBhcHAvZWNoby9zaG9wL3U")]
    public async Task A_query_that_is_not_right_is_told(string query)
    {
        await using var door = await AdminDoor.Open(Listing());
        var answer = await door.Ask("GET", $"{Letters}?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith(
            query[..query.IndexOf('=', StringComparison.Ordinal)],
            answer.Json.GetProperty("detail").GetString(),
            StringComparison.Ordinal);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task One_letter_is_replayed_by_its_session()
    {
        await using var door = await AdminDoor.Open(Grains.Answering<IUserSession>(
            (method, arguments) => method.Name == nameof(IUserSession.Replay)
                ? Task.FromResult((long)arguments[0]! == 7)
                : throw new InvalidOperationException($"not expected: {method}")));
        var known = await door.Ask("POST", Replay, """{"session":"app/echo/shop/u","seq":7}""");
        Assert.Equal("""{"replayed":1,"more":false}""", known.Text);
        var unknown = await door.Ask("POST", Replay, """{"session":"app/echo/shop/u","seq":8}""");
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        foreach (var foreign in (string[])["app/echo/other/u", "app/echo/shop", "", "x"])
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (await door.Ask(
                    "POST", Replay, $$"""{"session":"{{foreign}}","seq":7}""")).Status);
    }

    [Fact]
    public async Task Those_with_a_reason_or_all_are_replayed_in_pages_until_there_are_no_more()
    {
        var pages = new Queue<int>([100, 100, 42, 100, 0]);
        await using var door = await AdminDoor.Open(Replaying(pages.Dequeue));
        Assert.Equal(
            """{"replayed":242,"more":false}""",
            (await door.Ask("POST", Replay, """{"reason":"rejected"}""")).Text);
        Assert.Equal(
            """{"replayed":100,"more":false}""",
            (await door.Ask("POST", Replay, """{"all":true}""")).Text);
        Assert.Equal(
            ["rejected 100", "rejected 100", "rejected 100", "all 100", "all 100"], asked);
    }

    [Fact]
    public async Task One_call_replays_a_thousand_at_most_and_says_that_there_are_more()
    {
        await using var door = await AdminDoor.Open(Replaying(() => 100));
        Assert.Equal(
            """{"replayed":1000,"more":true}""",
            (await door.Ask("POST", Replay, """{"all":true}""")).Text);
    }

    [Fact]
    public async Task One_call_takes_about_five_seconds_at_most()
    {
        AdminDoor? slow = null;
        await using var door = await AdminDoor.Open(Replaying(() =>
        {
            slow!.Clock.Advance(TimeSpan.FromSeconds(2));
            return 100;
        }));
        slow = door;
        Assert.Equal(
            """{"replayed":300,"more":true}""",
            (await door.Ask("POST", Replay, """{"all":true}""")).Text);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"all":false}""")]
    [InlineData("""{"reason":""}""")]
    [InlineData("""{"session":"app/echo/shop/u"}""")]
    [InlineData("""{"seq":1}""")]
    [InlineData("""{"session":"app/echo/shop/u","seq":0}""")]
    [InlineData("""{"session":"app/echo/shop/u","seq":"1"}""")]
    [InlineData("""{"session":"app/echo/shop/u","seq":1,"all":true}""")]
    [InlineData("""{"reason":"rejected","all":true}""")]
    [InlineData("""{"every":true}""")]
    [InlineData("")]
    public async Task An_order_that_is_not_one_of_the_three_is_refused(string json)
    {
        await using var door = await AdminDoor.Open();
        Assert.Equal(HttpStatusCode.BadRequest, (await door.Ask("POST", Replay, json)).Status);
    }

    private static DeadLetterInfo Letter(string session, long seq, string reason, string body) =>
        new(new DeadLetterName(session, seq), Noon, 3, reason, Encoding.UTF8.GetBytes(body));

    private IDeadLetters Listing(params DeadLetterInfo[] letters) =>
        Grains.Answering<IDeadLetters>((_, arguments) =>
        {
            var (after, limit) = ((DeadLetterName?)arguments[1], (int)arguments[2]!);
            var name = after is { } last ? $"{last.Session} {last.Seq}" : "nothing";
            asked.Add(string.Create(
                CultureInfo.InvariantCulture, $"{arguments[0] ?? "all"} {limit} after {name}"));
            return Task.FromResult<IReadOnlyList<DeadLetterInfo>>(
            [
                .. letters.SkipWhile(_ => after is not null)
                    .Concat(letters.SkipWhile(letter => letter.Name != after).Skip(1))
                    .Take(limit),
            ]);
        });

    private IDeadLetters Replaying(Func<int> page) =>
        Grains.Answering<IDeadLetters>((_, arguments) =>
        {
            asked.Add($"{arguments[0] ?? "all"} {arguments[1]}");
            return Task.FromResult(page());
        });
}
