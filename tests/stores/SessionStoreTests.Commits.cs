namespace TockOrleans.Stores.Tests;

public abstract partial class SessionStoreTests
{
    [Fact]
    public async Task A_session_nobody_wrote_has_no_row()
    {
        var found = await Store.Load(Make.Session("u"), 10);
        Assert.Equal(0, found.Handle);
        Assert.Null(found.Row);
        Assert.Empty(found.Unfinished);
        Assert.Empty(found.Recent);
        Assert.Empty(found.Erased);
        Assert.False(found.HasOlder);
    }

    [Fact]
    public async Task Every_field_comes_back_as_it_was_written_also_after_reopening()
    {
        var session = Make.Session("T1:ünï/c?de #\u0001", "thread 7");
        var at = new DateTimeOffset(2031, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);
        var row = new SessionRow(
            1, [0, 255, 1, 254], "{\"to\":\"\0é\"}", at, 40, at.AddMilliseconds(1));
        Entry[] entries =
        [
            new(3, 3, EntryStatus.Open, 2, at, [0, 1, 2], Make.Key("e1")),
            new(4, 3, EntryStatus.Armed, 1, at.AddDays(1), [], null, "wamid.\u00e9\0==", 3),
            new(
                9, 3, EntryStatus.Pending, int.MaxValue, at, [9], null, string.Empty,
                int.MaxValue, "rejected:\0é"),
            new(10, 3, EntryStatus.Held, 0, at, [9], Reason: string.Empty),
        ];
        var handle = await Store.Must(new SessionCommit(session, 0, row, entries, []));

        for (var round = 0; round < 2; round++)
        {
            var found = await Store.Load(session, 10);
            Assert.Equal(handle, found.Handle);
            Assert.Equal(
                new byte[] { 0, 255, 1, 254 }, Assert.IsType<SessionRow>(found.Row).State);
            Assert.Equal(Make.Show(row), Make.Show(found.Row));
            Assert.Equal(Make.Show(entries), Make.Show(found.Unfinished));
            Assert.Equal(
                [new RecentEvent(3, Make.Key("e1"), EntryStatus.Open)], found.Recent);
            Assert.Equal(
                Make.Show(entries), Make.Show(await Store.ReadLog(session, 0, 10)));
            await Reopen();
        }
    }

    [Fact]
    public async Task An_empty_reply_address_and_no_due_time_come_back_as_such()
    {
        var session = Make.Session("u");
        await Store.Must(new SessionCommit(
            session, 0, new SessionRow(1, [], null, Make.Noon, 1, null), [], []));
        var row = (await Store.Load(session, 1)).Row!;
        Assert.Null(row.ReplyAddress);
        Assert.Null(row.Due);
        Assert.Empty(row.State);
    }

    [Fact]
    public async Task A_commit_of_another_version_conflicts_and_writes_nothing()
    {
        var session = Make.Session("u");
        var handle = await Store.Must(Make.First(session, Make.Event(1, "a")));
        foreach (var version in new long[] { 1, 3, 99 })
            Assert.IsType<CommitResult.Conflict>(await Store.Commit(new SessionCommit(
                session,
                handle,
                Make.Row(version, "lost", 9, Make.Noon),
                [Make.Event(2, "b")],
                [new EntryChange(1, EntryStatus.Failed, 9)])));

        var found = await Store.Load(session, 10);
        Assert.Equal(1, found.Row!.Version);
        Assert.Null(found.Row.Due);
        Assert.Equal(
            [Make.Show(Make.Event(1, "a"))], Make.Show(await Store.ReadLog(session, 0, 10)));
    }

    [Fact]
    public async Task A_commit_on_a_session_that_is_not_there_conflicts()
    {
        Assert.IsType<CommitResult.Conflict>(
            await Store.Commit(Make.Next(Make.Session("u"), 77, 2, Make.Event(1, "a"))));
        Assert.Empty(await Store.ReadLog(Make.Session("u"), 0, 10));
    }

    [Fact]
    public async Task An_event_that_is_on_disk_is_a_duplicate_and_nothing_is_written()
    {
        var session = Make.Session("u");
        var handle = await Store.Must(Make.First(session, Make.Event(1, "a")));
        Assert.IsType<CommitResult.Duplicate>(await Store.Commit(
            Make.Next(session, handle, 2, Make.Event(2, "b"), Make.Event(3, "a"))));

        Assert.Equal(1, (await Store.Load(session, 10)).Row!.Version);
        var log = await Store.ReadLog(session, 0, 10);
        Assert.Equal([1], Make.Seqs(log));
        Assert.Equal(
            handle, await Store.Must(Make.Next(session, handle, 2, Make.Event(2, "b"))));
    }

    [Fact]
    public async Task The_same_event_id_in_two_sessions_is_two_events()
    {
        await Store.Must(Make.First(Make.Session("u"), Make.Event(1, "a")));
        await Store.Must(Make.First(Make.Session("v"), Make.Event(1, "a")));
        await Store.Must(Make.First(Make.Session("v", "thread"), Make.Event(1, "a")));
    }

    [Fact]
    public async Task A_sequence_number_that_is_taken_is_refused_not_called_a_duplicate()
    {
        var session = Make.Session("u");
        var handle = await Store.Must(Make.First(session, Make.Event(1, "a")));
        Assert.IsType<CommitResult.Refused>(
            await Store.Commit(Make.Next(session, handle, 2, Make.Event(1, "b"))));
        Assert.Equal(
            [Make.Show(Make.Event(1, "a"))], Make.Show(await Store.ReadLog(session, 0, 10)));
    }

    [Fact]
    public async Task Changes_reach_the_entry_named_and_no_other()
    {
        var session = Make.Session("u");
        var other = Make.Session("v");
        var handle = await Store.Must(Make.First(
            session, Make.Event(1, "a", EntryStatus.Open), Make.Reply(2, 1), Make.Reply(3, 1)));
        await Store.Must(Make.First(
            other, Make.Event(1, "a", EntryStatus.Open), Make.Reply(2, 1)));
        await Store.Must(new SessionCommit(
            session,
            handle,
            Make.Row(2),
            [],
            [
                new EntryChange(1, EntryStatus.Done, 3),
                new EntryChange(2, EntryStatus.Sent, 4, 9),
            ]));
        Assert.Equal(
            [
                Make.Show(Make.Event(1, "a") with { Attempts = 3 }),
                Make.Show(Make.Reply(2, 9, EntryStatus.Sent) with { Attempts = 4 }),
                Make.Show(Make.Reply(3, 1)),
            ],
            Make.Show(await Store.ReadLog(session, 0, 10)));
        Assert.Equal(
            [
                Make.Show(Make.Event(1, "a", EntryStatus.Open)),
                Make.Show(Make.Reply(2, 1)),
            ],
            Make.Show(await Store.ReadLog(other, 0, 10)));
    }

    [Fact]
    public async Task Many_sessions_at_once_each_keep_their_own_order()
    {
        const int sessions = 40;
        const int versions = 25;
        await Task.WhenAll(Enumerable.Range(0, sessions).Select(async number =>
        {
            var session = Make.Session($"u{number}");
            var handle = await Store.Must(Make.First(session, Make.Event(1, "e1")));
            for (var version = 2; version <= versions; version++)
                Assert.Equal(handle, await Store.Must(Make.Next(
                    session, handle, version, Make.Event(version, $"e{version}"))));
        }));
        for (var number = 0; number < sessions; number++)
        {
            var session = Make.Session($"u{number}");
            Assert.Equal(versions, (await Store.Load(session, 1)).Row!.Version);
            Assert.Equal(
                Enumerable.Range(1, versions).Select(seq => (long)seq),
                Make.Seqs(await Store.ReadLog(session, 0, 100)));
        }
    }
}
