using TockOrleans.Messages;

namespace TockOrleans.Stores.Tests;

public abstract partial class SessionStoreTests
{
    [Fact]
    public async Task Dead_letters_come_by_session_and_place_a_page_at_a_time()
    {
        await Dead(Make.Session("b"), 2, 3);
        await Dead(Make.Session("a", "t"), 4);
        await Dead(Make.Session("a"), 2, 10);
        await Store.Must(Make.First(Make.Session("alive"), Make.Event(1, "e"), Make.Reply(2, 1)));

        string[] all = ["a 2", "a 10", "a/t 4", "b 2", "b 3"];
        Assert.Equal(all, await Find(new(Make.Endpoint())));
        var found = new List<string>();
        DeadLetter? last = null;
        while (await Store.FindDead(new(
            Make.Endpoint(), null, last?.Session, last?.Reply.Seq ?? 0, 2)) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 2);
            found.AddRange(page.Select(Name));
            last = page[^1];
        }
        Assert.Equal(all, found);
        Assert.Empty(await Find(new(Make.Endpoint(), Limit: 0)));
    }

    [Fact]
    public async Task A_dead_letter_is_the_whole_reply()
    {
        var session = Make.Session("u");
        var dead = Make.Reply(2, 1, EntryStatus.Dead, "text") with
        {
            Attempts = 3,
            Parts = 1,
            VendorId = "v\0",
            Reason = "rejected:\0é",
        };
        await Store.Must(Make.First(session, Make.Event(1, "a"), dead));
        var letter = Assert.Single(await Store.FindDead(new(Make.Endpoint())));
        Assert.Equal(session, letter.Session);
        Assert.Equal(Make.Show(dead), Make.Show(letter.Reply));
    }

    [Fact]
    public async Task Dead_letters_are_told_apart_by_reason()
    {
        var session = Make.Session("u");
        string?[] reasons =
        [
            "rejected", "rejected:131047", "rejected:1", "rejected%", "rejectedly", "reject",
            "expired", null, "rejected:\0", "Rejected:1",
        ];
        await Store.Must(Make.First(session, [.. reasons.Select((reason, at) =>
            Make.Reply(at + 1, 1, EntryStatus.Dead) with { Reason = reason })]));

        Assert.Equal("1 2 3 9", await Seqs("rejected"));
        Assert.Equal("3", await Seqs("rejected:1"));
        Assert.Equal("4", await Seqs("rejected%"));
        Assert.Equal("7", await Seqs("expired"));
        Assert.Equal(string.Empty, await Seqs("r"));
        Assert.Equal(string.Empty, await Seqs("_ejected"));
        Assert.Equal("1 2 3 4 5 6 7 8 9 10", await Seqs(null));

        async Task<string> Seqs(string? reason) => string.Join(
            ' ',
            Make.Seqs((await Store.FindDead(new(Make.Endpoint(), reason))).Select(d => d.Reply)));
    }

    [Fact]
    public async Task Dead_letters_of_other_endpoints_are_not_listed()
    {
        foreach (var endpoint in (string[])["web", "we", "web0", "web-1", "web.2", "Web", "wec"])
            await Dead(Make.Session(endpoint, endpoint: endpoint), 2);
        await Dead(Make.Session("~"), 3);
        Assert.Equal(["web 2", "~ 3"], await Find(new(Make.Endpoint("web"))));
        Assert.Equal(["web-1 2"], await Find(new(Make.Endpoint("web-1"))));
        Assert.Empty(await Find(new(Make.Endpoint("w"))));
    }

    [Fact]
    public async Task What_is_replayed_delivered_after_all_or_erased_is_no_dead_letter()
    {
        var session = Make.Session("u");
        var handle = await Dead(session, 2, 3, 4);
        await Dead(Make.Session("v"), 2);
        await Store.Must(new SessionCommit(
            session, handle, Make.Row(2), [], [new EntryChange(2, EntryStatus.Replayed, 1)]));
        await Store.Must(new SessionMarks(
            session, handle, [new EntryMark(3, EntryStatus.Delivered, 1)], 2, null));
        Assert.Equal(["u 4", "v 2"], await Find(new(Make.Endpoint())));
        await Store.Erase(Make.Session("v"), Make.Noon);
        Assert.Equal(["u 4"], await Find(new(Make.Endpoint())));

        // And a reply that was marked as dead is one.
        var late = Make.Session("w");
        var other = await Store.Must(Make.First(late, Make.Event(1, "e"), Make.Reply(2, 1)));
        await Store.Must(new SessionMarks(
            late, other, [new EntryMark(2, EntryStatus.Dead, 1, Reason: "rejected:4")], 1, null));
        Assert.Equal(["w 2"], await Find(new(Make.Endpoint(), "rejected")));
    }

    private Task<long> Dead(SessionId session, params long[] seqs) => Store.Must(Make.First(
        session,
        [
            Make.Event(1, "e"),
            .. seqs.Select(seq => Make.Reply(seq, 1, EntryStatus.Dead) with { Reason = "why" }),
        ]));

    private async Task<string[]> Find(DeadLetterQuery query) =>
        [.. (await Store.FindDead(query)).Select(Name)];

    private static string Name(DeadLetter letter) =>
        $"{letter.Session.ToString()["app/bot/".Length..].Split('/', 2)[1]} {letter.Reply.Seq}";
}
