namespace TockOrleans.Stores.Tests;

public abstract partial class SessionStoreTests
{
    private static readonly DateTimeOffset Today = Make.Noon.AddDays(40);

    [Fact]
    public async Task What_was_done_long_ago_is_removed_the_oldest_first_and_a_few_at_a_time()
    {
        for (var day = 0; day < 5; day++)
            await Archive.Audit(new AuditEntry(
                0, Make.Noon.AddDays(day), "ann", "operator", $"op{day}", "t", "ok"));
        Assert.Equal(2, await Archive.PruneAudit(Make.Noon.AddDays(3), 2));
        Assert.Equal(
            ["op4", "op3", "op2"],
            (await Archive.FindAudit(null, 10)).Select(entry => entry.What));
        Assert.Equal(1, await Archive.PruneAudit(Make.Noon.AddDays(3), 2));
        Assert.Equal(0, await Archive.PruneAudit(Make.Noon.AddDays(3), 2));
        await Reopen();
        Assert.Equal(
            ["op4", "op3"], (await Archive.FindAudit(null, 10)).Select(entry => entry.What));
    }

    [Fact]
    public async Task Entries_that_are_old_and_finished_are_removed_and_no_others()
    {
        var session = Make.Session("u");
        EntryStatus[] waiting =
            [EntryStatus.Pending, EntryStatus.Armed, EntryStatus.Held];
        EntryStatus[] over =
        [
            EntryStatus.Answered, EntryStatus.Sent, EntryStatus.Dead, EntryStatus.Expired,
            EntryStatus.Deferral, EntryStatus.Replayed, EntryStatus.Delivered, EntryStatus.Read,
        ];
        var handle = await Store.Must(Make.First(
            session,
            [
                Make.Event(1, "done"),
                Make.Event(2, "failed", EntryStatus.Failed),
                Make.Event(3, "refused", EntryStatus.Refused),
                Make.Event(4, "open", EntryStatus.Open),
                Make.Event(5, "deferred", EntryStatus.Deferred),
                .. waiting.Concat(over).Select((status, at) => Make.Reply(6 + at, 1, status)),
                Make.Event(17, "late") with { At = Today.AddDays(-1) },
                Make.Reply(18, 17, EntryStatus.Sent) with { At = Today.AddDays(-1) },
            ]));
        await Store.Must(Make.First(Make.Session("v"), Make.Event(1, "a") with { At = Today }));

        Assert.Equal((11, 0), await Prune(Today.AddDays(-30)));
        await Reopen();
        var left = Make.Seqs(await Store.ReadLog(session, 0, 100));
        Assert.Equal([4, 5, 6, 7, 8, 17, 18], left);
        Assert.Equal(5, (await Store.Load(session, 10)).Unfinished.Count);
        Assert.Single(await Store.ReadLog(Make.Session("v"), 0, 10));
        Assert.Null(await Store.FindTurn(session, Make.Key("done")));
        Assert.Equal((0, 0), await Prune(Today.AddDays(-30)));

        // What comes next goes on as if nothing were missing, and goes with its time.
        await Store.Must(Make.Next(session, handle, 2, Make.Event(19, "next")));
        Assert.Equal((3, 0), await Prune(Today));
    }

    [Fact]
    public async Task Of_many_sessions_all_that_is_old_goes_in_steps()
    {
        const int sessions = 260;
        for (var user = 0; user < sessions; user++)
            await Store.Must(Make.First(
                Make.Session($"u{user}"),
                [.. Enumerable.Range(0, 4).Select(at => Make.Event(at + 1, $"e{at}"))]));
        Assert.Equal((sessions * 4, sessions), await Prune(Today));
        Assert.Empty((await Archive.FindLog(new(Limit: 10))).Entries);
        Assert.Equal(10, (await Archive.FindSessions(new(Limit: 10))).Sessions.Count);
    }

    [Fact]
    public async Task A_session_is_told_as_silent_when_nobody_would_miss_it()
    {
        await Add("heard", row => row with { LastUserAt = Today });
        await Add("paused", row => row with { PausedUntil = Today.AddDays(1) });
        await Add("waiting", row => row, Make.Reply(1, 1));
        await Add("late", row => row, Make.Event(1, "a") with { At = Today });
        await Add("silent", row => row with { PausedUntil = Make.Noon });
        var step = await Archive.PruneLog(Today.AddDays(-30), 0);
        Assert.Equal([new SilentSession(Make.Session("silent"), 1)], step.Silent);
        Assert.NotNull(step.Next);
        Assert.Null((await Archive.PruneLog(Today, step.Next.Value)).Next);

        async Task Add(string user, Func<SessionRow, SessionRow> change, params Entry[] entries)
        {
            var first = Make.First(Make.Session(user), entries);
            await Store.Must(first with { Row = change(first.Row) });
        }
    }

    // A whole round: how many entries went, and how many sessions were left silent.
    private async Task<(int Entries, int Silent)> Prune(DateTimeOffset before)
    {
        var (entries, silent) = (0, 0);
        for (long? next = 0; next is { } after;)
        {
            var step = await Archive.PruneLog(before, after);
            Assert.InRange(step.Entries, 0, 500);
            entries += step.Entries;
            silent += step.Silent.Count;
            next = step.Next;
        }
        return (entries, silent);
    }
}
