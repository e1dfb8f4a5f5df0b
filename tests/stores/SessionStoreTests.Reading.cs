namespace TockOrleans.Stores.Tests;

public abstract partial class SessionStoreTests
{
    [Fact]
    public async Task Unfinished_are_open_events_and_replies_still_to_be_delivered_in_order()
    {
        var session = Make.Session("u");
        await Store.Must(Make.First(
            session,
            Make.Event(1, "done", EntryStatus.Done),
            Make.Event(2, "open", EntryStatus.Open),
            Make.Event(3, "failed", EntryStatus.Failed),
            Make.Event(4, "refused", EntryStatus.Refused),
            Make.Event(5, "deferred", EntryStatus.Deferred),
            Make.Reply(6, 1, EntryStatus.Pending),
            Make.Reply(7, 1, EntryStatus.Armed),
            Make.Reply(8, 1, EntryStatus.Answered),
            Make.Reply(9, 1, EntryStatus.Held),
            Make.Reply(10, 1, EntryStatus.Sent),
            Make.Reply(11, 1, EntryStatus.Dead),
            Make.Reply(12, 1, EntryStatus.Expired),
            Make.Reply(13, 1, EntryStatus.Deferral)));
        var unfinished = Make.Seqs((await Store.Load(session, 0)).Unfinished);
        Assert.Equal([2, 5, 6, 7, 9], unfinished);
    }

    [Fact]
    public async Task Recent_events_are_the_newest_first_and_older_ones_are_told_of()
    {
        var session = Make.Session("u");
        await Store.Must(Make.First(
            session,
            Make.Event(1, "a"),
            Make.Reply(2, 1),
            Make.Event(3, "b", EntryStatus.Open),
            Make.Event(4, "c", EntryStatus.Failed)));
        RecentEvent a = new(1, Make.Key("a"), EntryStatus.Done);
        RecentEvent b = new(3, Make.Key("b"), EntryStatus.Open);
        RecentEvent c = new(4, Make.Key("c"), EntryStatus.Failed);

        var two = await Store.Load(session, 2);
        Assert.Equal([c, b], two.Recent);
        Assert.True(two.HasOlder);
        var three = await Store.Load(session, 3);
        Assert.Equal([c, b, a], three.Recent);
        Assert.False(three.HasOlder);
        var none = await Store.Load(session, 0);
        Assert.Empty(none.Recent);
        Assert.True(none.HasOlder);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(500)]
    public async Task A_turn_has_its_replies_however_far_from_its_event_they_were_written(int far)
    {
        var session = Make.Session("u");
        await Store.Must(Make.First(
            session,
            Make.Reply(1, 1_000),
            Make.Event(1_000, "a"),
            Make.Reply(1_000 + far, 1_000),
            Make.Reply(1_001 + far, 999)));
        var turn = await Store.FindTurn(session, Make.Key("a"));
        Assert.Equal(new long[] { 1, 1_000, 1_000 + far }, Make.Seqs(turn!));
    }

    [Fact]
    public async Task A_turn_is_its_event_and_its_replies_wherever_they_came_from()
    {
        var session = Make.Session("u");
        var handle = await Store.Must(Make.First(
            session,
            Make.Event(1, "a", EntryStatus.Deferred),
            Make.Reply(2, 1, EntryStatus.Deferral),
            Make.Reply(3, 1, EntryStatus.Held)));
        await Store.Must(new SessionCommit(
            session,
            handle,
            Make.Row(2),
            [Make.Event(4, "b"), Make.Reply(5, 4, EntryStatus.Answered)],
            [new EntryChange(3, EntryStatus.Answered, 0, 4)]));

        var first = await Store.FindTurn(session, Make.Key("a"));
        Assert.Equal(new long[] { 1, 2 }, Make.Seqs(first!));
        var second = await Store.FindTurn(session, Make.Key("b"));
        Assert.Equal(new long[] { 3, 4, 5 }, Make.Seqs(second!));
        Assert.Null(await Store.FindTurn(session, Make.Key("c")));
        Assert.Null(await Store.FindTurn(Make.Session("v"), Make.Key("a")));
    }

    [Fact]
    public async Task Sessions_that_are_due_come_with_the_longest_overdue_first()
    {
        await Due("later", Make.Noon.AddMilliseconds(1));
        await Due("now", Make.Noon);
        await Due("never", null);
        await Due("long ago", Make.Noon.AddDays(-3));
        await Due("earlier", Make.Noon.AddMilliseconds(-1));

        Assert.Equal(
            [Make.Session("long ago"), Make.Session("earlier"), Make.Session("now")],
            await Store.FindDue(Make.Noon, 10));
        Assert.Equal(
            [Make.Session("long ago"), Make.Session("earlier")],
            await Store.FindDue(Make.Noon, 2));
    }

    [Fact]
    public async Task A_session_whose_work_is_done_is_no_longer_due()
    {
        var session = Make.Session("u");
        var handle = await Due("u", Make.Noon);
        await Store.Must(Make.Next(session, handle, 2));
        Assert.Empty(await Store.FindDue(Make.Noon.AddYears(1), 10));
    }

    [Fact]
    public async Task Whether_work_is_left_is_read_from_the_entries_and_who_has_none_is_settled()
    {
        EntryStatus[] work =
        [
            EntryStatus.Open, EntryStatus.Deferred, EntryStatus.Pending, EntryStatus.Armed,
        ];
        foreach (var status in Enum.GetValues<EntryStatus>())
            await Due($"{status}", Make.Noon, status);
        await Due("later", Make.Noon.AddMilliseconds(1), EntryStatus.Sent);

        var left = work.Select(status => Make.Session($"{status}"));
        Assert.Equivalent(left, await Store.FindDue(Make.Noon, 99), strict: true);
        var others = Enum.GetValues<EntryStatus>().Length - work.Length;
        Assert.Equal(0, await Store.SettleDue(Make.Noon.AddMilliseconds(-1), 99));
        Assert.Equal(2, await Store.SettleDue(Make.Noon, 2));
        Assert.Equal(others - 2, await Store.SettleDue(Make.Noon, 99));
        Assert.Equal(0, await Store.SettleDue(Make.Noon, 99));
        Assert.Null((await Store.Load(Make.Session("Sent"), 0)).Row!.Due);
        Assert.Equal(Make.Noon, (await Store.Load(Make.Session("Open"), 0)).Row!.Due);
        Assert.NotNull((await Store.Load(Make.Session("later"), 0)).Row!.Due);
        Assert.Equivalent(left, await Store.FindDue(Make.Noon, 99), strict: true);
    }

    [Fact]
    public async Task The_log_is_read_a_page_at_a_time()
    {
        var session = Make.Session("u");
        await Store.Must(Make.First(
            session,
            [.. Enumerable.Range(1, 7).Select(seq => Make.Event(seq, $"e{seq}"))]));
        Assert.Equal(new long[] { 1, 2, 3 }, await Page(0, 3));
        Assert.Equal(new long[] { 4, 5, 6 }, await Page(3, 3));
        Assert.Equal(new long[] { 7 }, await Page(6, 3));
        Assert.Empty(await Page(7, 3));
        Assert.Empty(await Page(0, 0));
        Assert.Empty(await Store.ReadLog(Make.Session("v"), 0, 10));

        async Task<long[]> Page(long after, int limit) =>
            Make.Seqs(await Store.ReadLog(session, after, limit));
    }

    [Fact]
    public async Task A_big_body_and_a_big_state_come_back_whole()
    {
        const int size = 900_000;
        var body = new byte[size];
        new Random(7).NextBytes(body);
        var session = Make.Session("u");
        await Store.Must(new SessionCommit(
            session,
            0,
            Make.Row(1) with { State = body },
            [Make.Event(1, "a") with { Body = body }],
            []));
        Assert.Equal(body, (await Store.Load(session, 1)).Row!.State);
        Assert.Equal(body, (await Store.ReadLog(session, 0, 1))[0].Body);
    }

    private Task<long> Due(
        string user, DateTimeOffset? due, EntryStatus status = EntryStatus.Pending)
    {
        var session = Make.Session(user);
        var entry = status < EntryStatus.Pending
            ? Make.Event(1, "a", status)
            : Make.Reply(1, 1, status);
        return Store.Must(new SessionCommit(session, 0, Make.Row(1, due: due), [entry], []));
    }
}
