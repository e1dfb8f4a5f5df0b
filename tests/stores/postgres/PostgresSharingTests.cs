using System.Collections.Concurrent;
using Npgsql;
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
        Assert.Equal(0L, Deadlocks());

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

    // Whoever has old news of a session may take it for a new one. Its insert waits for the update
    // of the row that is there, and must hold no row meanwhile that the other may come to.
    [Fact]
    public async Task A_session_that_only_seems_new_is_no_deadlock_either()
    {
        var store = PostgresStores.Open(database, options => options.Writers = 1);
        var (busy, old, other) = (Make.Session("u0"), Make.Session("u1"), Make.Session("u2"));
        await store.Must(Make.First(busy));
        await store.Must(Make.First(old));
        var handle = await store.Must(Make.First(other));

        using var first = new HeldRow(database, "u0");
        using var second = new HeldRow(database, "u1");
        var writing = store.Commit(Make.Next(busy, 1, 2));
        await second.AwaitWaiting();
        var seemsNew = store.Commit(Make.First(old));
        var next = store.Commit(Make.Next(other, handle, 2));
        first.Dispose();
        Assert.IsType<CommitResult.Committed>(await writing);
        await second.AwaitWaiting();
        second.Touch("u2");
        second.Dispose();

        Assert.IsType<CommitResult.Conflict>(await seemsNew);
        Assert.IsType<CommitResult.Committed>(await next);
        store.Dispose();
        Assert.Equal(0L, Deadlocks());
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

    private object? Deadlocks() => PostgresServer.RunOn(
        database, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");

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

    /// <summary>A row of a session that another process is writing.</summary>
    private sealed class HeldRow : IDisposable
    {
        private readonly string database;
        private readonly NpgsqlConnection connection;
        private readonly NpgsqlTransaction transaction;

        public HeldRow(string database, string user)
        {
            this.database = database;
            connection = new NpgsqlConnection(database + ";Pooling=false");
            connection.Open();
            transaction = connection.BeginTransaction();
            Touch(user);
        }

        /// <summary>Writes one more; throws where that is a deadlock.</summary>
        public void Touch(string user)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE tock.session SET next_seq = next_seq WHERE key = $1";
            command.Parameters.Add(new() { Value = Make.Session(user).ToString() });
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        public Task AwaitWaiting() => Poll.Until(() => PostgresServer.RunOn(
            database,
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """) is 1L);

        public void Dispose()
        {
            transaction.Dispose();
            connection.Dispose();
        }
    }
}
