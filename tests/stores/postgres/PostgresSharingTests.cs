using System.Collections.Concurrent;
using TockOrleans.Messages;
using TockOrleans.Stores.Postgres;

namespace TockOrleans.Stores.Tests;

/// <summary>Two processes, or stores, on one database.</summary>
public sealed class PostgresSharingTests(PostgresServer server)
{
    private readonly string database = server.NewDatabase();

    [Fact]
    public async Task Of_two_that_commit_the_same_version_exactly_one_wins()
    {
        const int sessions = 40;
        const int versions = 15;
        using var one = PostgresStores.Open(database);
        using var other = PostgresStores.Open(database);
        await Task.WhenAll(Enumerable.Range(0, sessions).Select(async user =>
        {
            var session = Make.Session($"u{user}");
            var winners = new List<string>();
            long handle = 0;
            for (var version = 1; version <= versions; version++)
            {
                var results = await Task.WhenAll(
                    one.Commit(Version(session, handle, version, $"one {version}")),
                    other.Commit(Version(session, handle, version, $"other {version}")));
                Assert.Single(results, result => result is CommitResult.Conflict);
                handle = results.OfType<CommitResult.Committed>().Single().Handle;
                winners.Add(results[0] is CommitResult.Committed
                    ? $"one {version}" : $"other {version}");
            }
            var log = await one.ReadLog(session, 0, 100);
            Assert.Equal(
                winners.Select(Make.Key),
                log.Where(entry => entry.IsEvent).Select(entry => entry.Key!.Value));
        }));
    }

    [Fact]
    public async Task Many_sessions_written_by_two_stores_at_once_lose_nothing_and_do_not_deadlock()
    {
        const int sessions = 100;
        const int rounds = 12;
        var acknowledged = new ConcurrentBag<(int User, string Event)>();
        using (var one = PostgresStores.Open(database))
        using (var other = PostgresStores.Open(database))
        {
            PostgresSessionStore[] stores = [one, other];
            await Task.WhenAll(Enumerable.Range(0, sessions * 2).Select(task =>
                Talk(stores[task % 2], task / 2, $"{task % 2}", rounds, acknowledged)));
        }
        Assert.Equal(0L, PostgresServer.RunOn(
            database,
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));

        using var store = PostgresStores.Open(database);
        Assert.True(acknowledged.Count >= sessions * rounds);
        foreach (var group in acknowledged.GroupBy(one => one.User))
        {
            var session = Make.Session($"u{group.Key}");
            var log = await store.ReadLog(session, 0, int.MaxValue);
            Assert.Equal(
                group.Select(one => Make.Key(one.Event)).ToHashSet(),
                log.Where(e => e.IsEvent).Select(e => e.Key!.Value).ToHashSet());
            Assert.Equal(group.Count(), log.Count(entry => entry.IsEvent));
            Assert.Equal(group.Count(), (await store.Load(session, 1)).Row!.Version);
        }
    }

    [Fact]
    public async Task Whatever_killed_processes_acknowledged_is_there()
    {
        var acknowledged = new Dictionary<string, long>();
        for (var round = 0; round < 2; round++)
        {
            using var one = ChildProcess.Start("commit", database);
            using var other = ChildProcess.Start("commit", database);
            var seen = Enumerable.Range(0, 300)
                .SelectMany(_ => (string[])[one.Line(), other.Line()]).ToList();
            seen.AddRange(one.Kill());
            seen.AddRange(other.Kill());
            foreach (var line in seen)
                if (line.Split(' ') is ["Committed", var user, var version, "."])
                    acknowledged[user] = Math.Max(
                        long.Parse(version, System.Globalization.CultureInfo.InvariantCulture),
                        acknowledged.GetValueOrDefault(user));
                else
                    Assert.DoesNotContain("Refused", line, StringComparison.Ordinal);
        }
        using var store = PostgresStores.Open(database);
        Assert.NotEmpty(acknowledged);
        foreach (var (user, version) in acknowledged)
        {
            var found = (await store.Load(Make.Session(user), 1)).Row!.Version;
            Assert.True(found >= version, $"{user} has {found}, {version} was acknowledged");
            Assert.Equal(
                Enumerable.Range(1, (int)found).Select(seq => (long)seq),
                Make.Seqs(await store.ReadLog(Make.Session(user), 0, int.MaxValue)));
        }
    }

    // As a session's grain would: after a conflict it reads the session and goes on from there.
    private static async Task Talk(
        PostgresSessionStore store,
        int user,
        string name,
        int rounds,
        ConcurrentBag<(int User, string Event)> acknowledged)
    {
        var session = Make.Session($"u{user}");
        for (var round = 0; round < rounds;)
        {
            var found = await store.Load(session, 1);
            var (handle, version) = (found.Handle, (found.Row?.Version ?? 0) + 1);
            var id = $"{name} {round} {version}";
            var result = await store.Commit(Version(session, handle, version, id));
            if (result is not CommitResult.Committed committed)
            {
                Assert.IsType<CommitResult.Conflict>(result);
                continue;
            }
            acknowledged.Add((user, id));
            round++;
            await store.Must(new SessionMarks(
                session,
                committed.Handle,
                [new EntryMark(version * 2, EntryStatus.Sent, 1)],
                version,
                null));
        }
    }

    private static SessionCommit Version(
        SessionId session, long handle, long version, string id) => new(
            session,
            handle,
            Make.Row(version, due: Make.Noon),
            [
                Make.Event(version * 2 - 1, id),
                Make.Reply(version * 2, version * 2 - 1),
            ],
            []);
}
