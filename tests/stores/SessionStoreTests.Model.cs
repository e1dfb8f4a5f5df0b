using TockOrleans.Messages;

namespace TockOrleans.Stores.Tests;

public abstract partial class SessionStoreTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(333)]
    public async Task Whatever_sessions_do_at_random_it_does_what_a_dictionary_would(int seed)
    {
        const int sessions = 6;
        const int rounds = 60;
        var random = new Random(seed);
        var model = new SessionModel();
        var users = Enumerable.Range(0, sessions)
            .Select(user => Make.Session($"u{user}")).ToList();
        for (var round = 0; round < rounds; round++)
        {
            // Marks and a commit of each session at once; what becomes of them is known
            // beforehand.
            var marks = users.ConvertAll(user => model.InventMarks(user, random));
            var commits = users.ConvertAll(user => model.Invent(user, random));
            var marked = marks.ConvertAll(mark => Store.Must(mark));
            var results = await Task.WhenAll(commits.Select(commit => Store.Commit(commit)));
            await Task.WhenAll(marked);
            marks.ForEach(model.Apply);
            for (var user = 0; user < sessions; user++)
                Assert.Equal(
                    model.Apply(commits[user], (results[user] as CommitResult.Committed)?.Handle),
                    results[user].GetType().Name);
            if (random.Next(15) == 0)
            {
                var erased = Make.Session($"u{random.Next(sessions)}");
                await Store.Erase(erased, Make.Noon.AddDays(1));
                model.Erase(erased);
            }
            if (random.Next(20) == 0)
                await Reopen();
        }
        for (var user = 0; user < sessions; user++)
            await IsAs(model, Make.Session($"u{user}"));
    }

    [Fact]
    public async Task A_late_commit_of_an_erased_session_meets_no_other_session()
    {
        var erased = Make.Session("erased");
        var handle = await Store.Must(Make.First(erased, Make.Event(1, "a")));
        await Store.Erase(erased, Make.Noon.AddDays(1));
        var other = Make.Session("other");
        await Store.Must(Make.First(other, Make.Event(1, "b")));
        Assert.IsType<CommitResult.Conflict>(
            await Store.Commit(Make.Next(erased, handle, 2, Make.Event(2, "late"))));
        var log = await Store.ReadLog(other, 0, 10);
        Assert.Equal([1], Make.Seqs(log));
    }

    private async Task IsAs(SessionModel model, SessionId session)
    {
        var expected = model.Find(session);
        var found = await Store.Load(session, 5);
        Assert.Equal(Make.Show(expected?.Row), Make.Show(found.Row));
        var log = expected?.Log.Values.ToList() ?? [];
        Assert.Equal(Make.Show(log), Make.Show(await Store.ReadLog(session, 0, int.MaxValue)));
        Assert.Equal(
            Make.Show(log.Where(entry => entry.Status is EntryStatus.Open or EntryStatus.Deferred
                or EntryStatus.Pending or EntryStatus.Armed or EntryStatus.Held)),
            Make.Show(found.Unfinished));
        var events = log.Where(entry => entry.IsEvent).Reverse().ToList();
        Assert.Equal(
            events.Take(5).Select(e => new RecentEvent(e.Seq, e.Key!.Value, e.Status)),
            found.Recent);
        Assert.Equal(events.Count > 5, found.HasOlder);
        Assert.Equal(
            model.Erased(session).OrderBy(key => key.High),
            found.Erased.OrderBy(key => key.High));
        foreach (var known in events)
            Assert.Equal(
                Make.Show(log.Where(entry =>
                    entry == known || (!entry.IsEvent && entry.Turn == known.Seq))),
                Make.Show((await Store.FindTurn(session, known.Key!.Value))!));
    }
}
