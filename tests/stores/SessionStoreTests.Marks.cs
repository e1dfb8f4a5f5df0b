namespace TockOrleans.Stores.Tests;

public abstract partial class SessionStoreTests
{
    [Fact]
    public async Task A_mark_says_how_far_a_reply_is_and_when_to_look_again()
    {
        var session = Make.Session("u");
        var handle = await Store.Must(
            Make.First(session, Make.Event(1, "a"), Make.Reply(2, 1), Make.Reply(3, 1)));
        await Store.Must(new SessionMarks(
            session,
            handle,
            [
                new EntryMark(2, EntryStatus.Sent, 2, 3, "id\0é"),
                new EntryMark(3, EntryStatus.Pending, 1, 1, Reason: "later:\0"),
            ],
            1,
            Make.Noon.AddMinutes(1)));

        await Reopen();
        Assert.Equal(
            [
                Make.Show(Make.Event(1, "a")),
                Make.Show(Make.Reply(2, 1, EntryStatus.Sent) with
                {
                    Attempts = 2, Parts = 3, VendorId = "id\0é",
                }),
                Make.Show(Make.Reply(3, 1) with { Attempts = 1, Parts = 1, Reason = "later:\0" }),
            ],
            Make.Show(await Store.ReadLog(session, 0, 10)));
        Assert.Equal([session], await Store.FindDue(Make.Noon.AddMinutes(1), 10));
        Assert.Empty(await Store.FindDue(Make.Noon, 10));
        Assert.Equal(new long[] { 3 }, Make.Seqs((await Store.Load(session, 1)).Unfinished));

        await Store.Must(new SessionMarks(
            session, handle, [new EntryMark(3, EntryStatus.Sent, 2)], 1, null));
        Assert.Empty(await Store.FindDue(Make.Noon.AddYears(1), 10));
        Assert.Empty((await Store.Load(session, 1)).Unfinished);
    }

    [Theory]
    [InlineData(EntryStatus.Pending, "10")]
    [InlineData(EntryStatus.Sent, "10 11")]
    [InlineData(EntryStatus.Expired, "10 11")]
    [InlineData(EntryStatus.Dead, "10 11 14 19")]
    [InlineData(EntryStatus.Delivered, "10 11 14 15")]
    [InlineData(EntryStatus.Read, "10 11 14 15 19")]
    [InlineData(EntryStatus.Armed, "")]
    [InlineData(EntryStatus.Answered, "")]
    [InlineData(EntryStatus.Replayed, "")]
    [InlineData(EntryStatus.Open, "")]
    public async Task A_mark_takes_no_reply_back_from_where_it_is(EntryStatus next, string changes)
    {
        EntryStatus[] all =
        [
            EntryStatus.Pending, EntryStatus.Armed, EntryStatus.Answered, EntryStatus.Held,
            EntryStatus.Sent, EntryStatus.Dead, EntryStatus.Expired, EntryStatus.Deferral,
            EntryStatus.Replayed, EntryStatus.Delivered, EntryStatus.Read,
        ];
        var session = Make.Session("u");
        var handle = await Store.Must(Make.First(
            session, [.. all.Select(status => Make.Reply((long)status, 1, status))]));
        await Store.Must(new SessionMarks(
            session,
            handle,
            [.. all.Select(status => new EntryMark((long)status, next, 7))],
            1,
            null));

        var log = await Store.ReadLog(session, 0, 100);
        Assert.Equal(changes, string.Join(' ', log.Where(e => e.Attempts == 7).Select(e => e.Seq)));
        Assert.All(log, entry => Assert.Equal(
            entry.Attempts == 7 ? next : (EntryStatus)entry.Seq, entry.Status));
    }

    [Fact]
    public async Task What_a_later_mark_does_not_name_stays_and_a_mark_may_come_twice()
    {
        var session = Make.Session("u");
        var handle = await Store.Must(Make.First(session, Make.Event(1, "a"), Make.Reply(2, 1)));
        var sent = new SessionMarks(
            session,
            handle,
            [new EntryMark(2, EntryStatus.Sent, 1, 2, "id", "why")],
            1,
            null);
        await Store.Must(sent);
        await Store.Must(sent);
        await Store.Must(new SessionMarks(
            session, handle, [new EntryMark(2, EntryStatus.Delivered, 1, 2)], 1, null));
        await Store.Must(sent);

        var reply = (await Store.ReadLog(session, 1, 10))[0];
        Assert.Equal(
            Make.Show(Make.Reply(2, 1, EntryStatus.Delivered) with
            {
                Attempts = 1,
                Parts = 2,
                VendorId = "id",
                Reason = "why",
            }),
            Make.Show(reply));
    }

    [Fact]
    public async Task A_mark_is_no_version_and_disturbs_none()
    {
        var session = Make.Session("u");
        var handle = await Store.Must(Make.First(session, Make.Event(1, "a"), Make.Reply(2, 1)));
        await Store.Must(new SessionCommit(
            session,
            handle,
            Make.Row(2, "second", 5, Make.Noon),
            [Make.Event(3, "b"), Make.Reply(4, 3)],
            []));
        // Reckoned before the second version, and from one that is not there yet.
        foreach (var version in (long[])[1, 3])
            await Store.Must(new SessionMarks(
                session, handle, [new EntryMark(2, EntryStatus.Sent, 1)], version, null));

        var found = await Store.Load(session, 10);
        Assert.Equal(Make.Show(Make.Row(2, "second", 5, Make.Noon)), Make.Show(found.Row));
        Assert.Equal([4], Make.Seqs(found.Unfinished));
        await Store.Must(Make.Next(session, handle, 3));
    }

    [Fact]
    public async Task Marks_of_what_is_not_there_change_nothing()
    {
        var erased = Make.Session("erased");
        var other = Make.Session("other");
        var gone = await Store.Must(Make.First(erased, Make.Event(1, "a"), Make.Reply(2, 1)));
        await Store.Erase(erased, Make.Noon.AddDays(1));
        var handle = await Store.Must(Make.First(other, Make.Event(1, "a"), Make.Reply(2, 1)));
        EntryMark[] marks = [new(2, EntryStatus.Sent, 9), new(77, EntryStatus.Sent, 9)];
        await Store.Must(new SessionMarks(erased, gone, marks, 1, Make.Noon));
        await Store.Must(
            new SessionMarks(Make.Session("stranger"), handle + 999, marks, 1, Make.Noon));
        await Store.Must(new SessionMarks(other, handle, marks[1..], 1, null));
        await Store.Must(new SessionMarks(other, handle, [], 1, null));

        Assert.Equal(
            [Make.Show(Make.Event(1, "a")), Make.Show(Make.Reply(2, 1))],
            Make.Show(await Store.ReadLog(other, 0, 10)));
        Assert.Empty(await Store.ReadLog(erased, 0, 10));
        Assert.Empty(await Store.FindDue(Make.Noon.AddYears(1), 10));
    }

    [Fact]
    public async Task Marks_and_commits_of_a_session_are_written_in_the_order_they_came()
    {
        const int sessions = 60;
        await Task.WhenAll(Enumerable.Range(0, sessions).Select(async number =>
        {
            var session = Make.Session($"u{number}");
            var handle = await Store.Must(Make.First(
                session, Make.Event(1, "a"), Make.Reply(2, 1, EntryStatus.Armed)));
            // Nobody waits for the one before: a retry, its next attempt, its end, a new reply …
            Task[] all =
            [
                Mark(2, EntryStatus.Pending, 1, 1),
                Store.Must(new SessionCommit(
                    session,
                    handle,
                    Make.Row(2),
                    [Make.Event(3, "b"), Make.Reply(4, 3)],
                    [new EntryChange(2, EntryStatus.Armed, 2)])),
                Mark(2, EntryStatus.Sent, 3, 2),
                Mark(4, EntryStatus.Dead, 4, 2),
                Store.Must(new SessionCommit(
                    session, handle, Make.Row(3), [],
                    [new EntryChange(4, EntryStatus.Replayed, 5)])),
            ];
            await Task.WhenAll(all);

            Assert.Equal(
                [
                    Make.Show(Make.Event(1, "a")),
                    Make.Show(Make.Reply(2, 1, EntryStatus.Sent) with { Attempts = 3 }),
                    Make.Show(Make.Event(3, "b")),
                    Make.Show(Make.Reply(4, 3, EntryStatus.Replayed) with { Attempts = 5 }),
                ],
                Make.Show(await Store.ReadLog(session, 0, 10)));

            Task Mark(long seq, EntryStatus status, int attempts, long version) =>
                Store.Must(new SessionMarks(
                    session, handle, [new EntryMark(seq, status, attempts)], version, null));
        }));
    }

    [Fact]
    public async Task Of_two_changes_to_an_entry_the_later_one_holds()
    {
        var session = Make.Session("u");
        var handle = await Store.Must(Make.First(session, Make.Event(1, "a"), Make.Reply(2, 1)));
        await Store.Must(new SessionCommit(
            session,
            handle,
            Make.Row(2),
            [],
            [
                new EntryChange(2, EntryStatus.Armed, 1, 9),
                new EntryChange(1, EntryStatus.Failed, 1),
                new EntryChange(2, EntryStatus.Held, 2),
            ]));
        Assert.Equal(
            [
                Make.Show(Make.Event(1, "a", EntryStatus.Failed) with { Attempts = 1 }),
                Make.Show(Make.Reply(2, 9, EntryStatus.Held) with { Attempts = 2 }),
            ],
            Make.Show(await Store.ReadLog(session, 0, 10)));
    }
}
