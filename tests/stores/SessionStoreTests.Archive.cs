using TockOrleans.Messages;

namespace TockOrleans.Stores.Tests;

public abstract partial class SessionStoreTests
{
    private static readonly string[] Everybody =
    [
        "web-1/u", "web/a", "web/u", "web/u-x", "web/u.", "web/u/t1", "web/u/t2", "web/u0",
        "web/u~", "web/%C3%BC", "slack/u", "slack/T1%3AU1/17.4",
    ];

    [Fact]
    public async Task A_pause_is_kept_with_the_session_and_goes_with_it()
    {
        var session = Make.Session("u");
        var until = Make.Noon.AddHours(2);
        var first = Make.First(session, Make.Event(1, "a"));
        var handle = await Store.Must(first with { Row = first.Row with { PausedUntil = until } });
        Assert.Equal(until, (await Store.Load(session, 1)).Row!.PausedUntil);
        Assert.Equal(
            until, Assert.Single((await Archive.FindSessions(new())).Sessions).PausedUntil);

        // A mark is no version: it leaves the pause as it is.
        await Store.Must(new SessionMarks(session, handle, [], 1, Make.Noon));
        await Reopen();
        Assert.Equal(until, (await Store.Load(session, 1)).Row!.PausedUntil);
        await Store.Must(Make.Next(session, handle, 2));
        Assert.Null((await Store.Load(session, 1)).Row!.PausedUntil);
    }

    [Theory]
    [InlineData("web", null, null, "web/%C3%BC web/a web/u web/u-x web/u. web/u/t1 web/u/t2"
        + " web/u0 web/u~")]
    [InlineData("web", "u", null, "web/u web/u/t1 web/u/t2")]
    [InlineData(null, "u", null, "slack/u web-1/u web/u web/u/t1 web/u/t2")]
    [InlineData(null, "T1:U1", null, "slack/T1%3AU1/17.4")]
    [InlineData(null, null, "T1:", "slack/T1%3AU1/17.4")]
    [InlineData("web", null, "u", "web/u web/u-x web/u. web/u/t1 web/u/t2 web/u0 web/u~")]
    [InlineData("web", null, "ü", "web/%C3%BC")]
    [InlineData("we", null, null, "")]
    [InlineData(null, "nobody", null, "")]
    [InlineData(null, null, null, "slack/T1%3AU1/17.4 slack/u web-1/u web/%C3%BC web/a web/u"
        + " web/u-x web/u. web/u/t1 web/u/t2 web/u0 web/u~")]
    public async Task Sessions_are_found_by_endpoint_and_user_a_page_at_a_time(
        string? endpoint, string? user, string? prefix, string expected)
    {
        foreach (var key in Everybody.Reverse())
            await Store.Must(Make.First(
                SessionId.Parse("app/bot/" + key), Make.Event(1, "a")));
        var all = new SessionQuery(
            endpoint is null ? null : Make.Endpoint(endpoint), user, prefix);
        foreach (var limit in (int[])[1, 2, 100])
        {
            var found = new List<string>();
            SessionId? after = null;
            do
            {
                var page = await Archive.FindSessions(all with { After = after, Limit = limit });
                Assert.InRange(page.Sessions.Count, 0, limit);
                found.AddRange(page.Sessions.Select(
                    one => one.Session.ToString()["app/bot/".Length..]));
                after = page.Next;
            }
            while (after is not null);
            Assert.Equal(expected, string.Join(' ', found));
        }
    }

    [Fact]
    public async Task A_session_is_listed_with_what_is_left_to_do()
    {
        var first = Make.First(
            Make.Session("u"),
            Make.Event(1, "a"), Make.Reply(2, 1), Make.Reply(3, 1, EntryStatus.Sent),
            Make.Event(4, "b", EntryStatus.Open));
        await Store.Must(first with { Row = first.Row with { Due = Make.Noon.AddMinutes(1) } });
        Assert.Equal(
            [new SessionSummary(
                Make.Session("u"), 1, Make.Noon, 4, 2, Make.Noon.AddMinutes(1), null)],
            (await Archive.FindSessions(new())).Sessions);
    }

    [Fact]
    public async Task Sessions_are_found_by_when_the_user_wrote()
    {
        for (var hour = 0; hour < 5; hour++)
        {
            var first = Make.First(Make.Session($"u{hour}"), Make.Event(1, "a"));
            await Store.Must(first with
            {
                Row = first.Row with { LastUserAt = Make.Noon.AddHours(hour) },
            });
        }
        var found = await Archive.FindSessions(new(
            Make.Endpoint(), SeenSince: Make.Noon.AddHours(1), SeenBefore: Make.Noon.AddHours(3)));
        Assert.Equal(["u1", "u2"], found.Sessions.Select(one => one.Session.User));
        Assert.Null(found.Next);
    }

    [Fact]
    public async Task The_log_is_found_by_endpoint_user_and_day_a_page_at_a_time()
    {
        // Three users with an entry every eight hours of four days, the last on another endpoint.
        foreach (var session in (SessionId[])
            [Make.Session("a"), Make.Session("b", "t"), Make.Session("a", endpoint: "slack")])
            await Store.Must(Make.First(session, [.. Enumerable.Range(0, 12).Select(at =>
                Make.Event(at + 1, $"e{at}") with { At = Make.Noon.Date.AddHours(8 * at) })]));
        var day = new DateTimeOffset(Make.Noon.Date, TimeSpan.Zero);

        Assert.Equal(
            "web/a 4, web/a 5, web/a 6, web/b/t 4, web/b/t 5, web/b/t 6",
            await Log(new(Make.Endpoint(), From: day.AddDays(1), To: day.AddDays(2))));
        Assert.Equal(
            "slack/a 1, slack/a 2, slack/a 3, web/a 1, web/a 2, web/a 3",
            await Log(new(null, "a", To: day.AddDays(1))));
        Assert.Equal(
            "web/b/t 10, web/b/t 11, web/b/t 12",
            await Log(new(Make.Endpoint(), "b", From: day.AddDays(3))));
        Assert.Equal(
            string.Empty, await Log(new(Make.Endpoint(), From: day.AddDays(4))));
        Assert.Equal(
            string.Join(", ", Enumerable.Range(1, 12).Select(seq => $"web/a {seq}")),
            await Log(new(Make.Endpoint(), "a")));
        Assert.Equal(
            "in", System.Text.Encoding.UTF8.GetString(
                (await Archive.FindLog(new(Limit: 1))).Entries[0].Entry.Body));
    }

    [Fact]
    public async Task Persons_have_pseudonyms_that_stay_and_differ()
    {
        var name = await Archive.Pseudonym(Make.Endpoint(), "user-1");
        Assert.StartsWith("app/bot/web/~", name, StringComparison.Ordinal);
        Assert.DoesNotContain("user-1", name, StringComparison.Ordinal);
        Assert.NotEqual(name, await Archive.Pseudonym(Make.Endpoint(), "user-2"));
        Assert.NotEqual(name, await Archive.Pseudonym(Make.Endpoint("slack"), "user-1"));
        await Reopen();
        Assert.Equal(name, await Archive.Pseudonym(Make.Endpoint(), "user-1"));
    }

    [Fact]
    public async Task The_audit_keeps_what_was_done_the_latest_first()
    {
        for (var number = 1; number <= 5; number++)
            await Archive.Audit(new AuditEntry(
                0, Make.Noon.AddMinutes(number), "ann\0é", "operator", $"op{number}", "t", "ok"));
        await Reopen();
        var page = await Archive.FindAudit(null, 2);
        Assert.Equal(["op5", "op4"], page.Select(entry => entry.What));
        var rest = await Archive.FindAudit(page[^1].Id, 10);
        Assert.Equal(["op3", "op2", "op1"], rest.Select(entry => entry.What));
        Assert.Equal(
            new AuditEntry(
                rest[2].Id, Make.Noon.AddMinutes(1), "ann\0é", "operator", "op1", "t", "ok"),
            rest[2]);
        Assert.Empty(await Archive.FindAudit(rest[2].Id, 10));
    }

    [Fact]
    public async Task Scrubbing_leaves_what_was_not_erased()
    {
        await Store.Must(Make.First(Make.Session("u"), Make.Event(1, "a")));
        await Store.Must(Make.First(Make.Session("v"), Make.Event(1, "a")));
        await Store.Erase(Make.Session("u"), Make.Noon.AddDays(1));
        await Archive.Scrub();
        await Archive.Scrub();
        Assert.Equal("v", Assert.Single((await Archive.FindSessions(new())).Sessions).Session.User);
        Assert.Single(await Store.ReadLog(Make.Session("v"), 0, 10));
        Assert.Single((await Store.Load(Make.Session("u"), 1)).Erased);
    }

    private async Task<string> Log(LogQuery query)
    {
        string? all = null;
        foreach (var limit in (int[])[1, 5, 100])
        {
            var found = new List<string>();
            LogPlace? after = null;
            do
            {
                var page = await Archive.FindLog(query with { After = after, Limit = limit });
                Assert.InRange(page.Entries.Count, 0, limit);
                found.AddRange(page.Entries.Select(one =>
                    $"{one.Session.ToString()["app/bot/".Length..]} {one.Entry.Seq}"));
                after = page.Next;
            }
            while (after is not null);
            var text = string.Join(", ", found);
            Assert.Equal(all ?? text, text);
            all = text;
        }
        return all!;
    }
}
