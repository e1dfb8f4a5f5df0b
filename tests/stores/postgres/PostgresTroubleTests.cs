using Npgsql;
using TockOrleans.Messages;
using TockOrleans.Stores.Postgres;

namespace TockOrleans.Stores.Tests;

/// <summary>Bad commits beside good ones, locks, cut connections, full queues.</summary>
public sealed class PostgresTroubleTests(PostgresServer server) : IDisposable
{
    private readonly string database = server.NewDatabase();
    private PostgresSessionStore? opened;

    public void Dispose() => opened?.Dispose();

    [Fact]
    public async Task Neighbours_of_bad_commits_are_written()
    {
        var store = Open();
        var known = Make.Session("known");
        var handle = await store.Must(Make.First(known, Make.Event(1, "a")));
        Task<CommitResult>[] told;
        using (Held())
        {
            told =
            [
                store.Commit(Make.First(Make.Session("u1"), Make.Event(1, "e"))),
                store.Commit(Make.Next(known, handle, 2, Make.Event(2, "a"))), // a duplicate
                store.Commit(Make.First(Make.Session("u2"), Make.Event(1, "e"))),
                store.Commit(Make.Next(known, handle, 7)), // another version
                store.Commit(Make.First(
                    Make.Session("u3"), Make.Event(1, "e"), Make.Event(1, "f"))), // one place twice
                store.Commit(Make.Next(known, handle, 2, Make.Event(2, "b"))),
                store.Commit(Make.First(Make.Session("u4"), Make.Event(1, "e"))),
                store.Commit(Make.First(Make.Session("u4"), Make.Event(1, "e"))), // twice
                store.Commit(Make.Next(known, handle, 3, Make.Event(3, "c"))),
            ];
        }
        Assert.Equal(
            [
                "Committed", "Duplicate", "Committed", "Conflict", "Refused",
                "Committed", "Committed", "Conflict", "Committed",
            ],
            (await Task.WhenAll(told)).Select(result => result.GetType().Name));
        Assert.Equal("1 2 3", await Log(store, "known"));
        Assert.Null((await store.Load(Make.Session("u3"), 1)).Row);
        foreach (var user in (string[])["u1", "u2", "u4"])
            Assert.Equal("1", await Log(store, user));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_the_database_objects_to_at_once_or_at_the_end_is_refused_alone(
        bool atEnd)
    {
        var store = Open();
        PostgresServer.RunOn(
            database,
            $"""
            CREATE FUNCTION tock.object() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE ''never''; END';
            CREATE CONSTRAINT TRIGGER objection AFTER INSERT ON tock.session
                DEFERRABLE INITIALLY {(atEnd ? "DEFERRED" : "IMMEDIATE")}
                FOR EACH ROW WHEN (NEW.key LIKE '%bad%') EXECUTE FUNCTION tock.object();
            """);
        Task<CommitResult>[] told;
        using (Held())
        {
            told = [.. ((string[])["a", "b", "bad", "c", "d"]).Select(user =>
                store.Commit(Make.First(Make.Session(user), Make.Event(1, "e"))))];
        }
        Assert.Equal(
            ["Committed", "Committed", "Refused", "Committed", "Committed"],
            (await Task.WhenAll(told)).Select(result => result.GetType().Name));
        Assert.Null((await store.Load(Make.Session("bad"), 1)).Row);
        Assert.Equal("1", await Log(store, "d"));
    }

    [Fact]
    public async Task A_commit_too_large_is_refused_and_others_are_written()
    {
        var store = Open();
        var entry = Make.Event(1, "e") with { Body = new byte[256 * 1024 * 1024 + 1] };
        var huge = store.Commit(Make.First(Make.Session("u"), entry));
        await store.Must(Make.First(Make.Session("v")));
        var refused = Assert.IsType<CommitResult.Refused>(await huge);
        Assert.Contains("larger", refused.Reason, StringComparison.Ordinal);
        Assert.Null((await store.Load(Make.Session("u"), 1)).Row);
    }

    [Fact]
    public async Task The_longest_session_key_there_can_be_is_a_session_like_any_other()
    {
        var store = Open();
        var random = new Random(5);
        var endpoint = new string('e', 64);
        Assert.True(SessionId.TryCreate(
            new EndpointId(endpoint, endpoint, endpoint), Part(), Part(), out var session));
        var handle = await store.Must(new SessionCommit(
            session, 0, Make.Row(1, due: Make.Noon),
            [Make.Event(1, "a"), Make.Reply(2, 1, EntryStatus.Dead)], []));
        await store.Must(new SessionCommit(
            session, handle, Make.Row(2, due: Make.Noon),
            [Make.Event(3, "b", EntryStatus.Open)], []));
        Assert.Equal([session], await store.FindDue(Make.Noon, 9));
        Assert.Equal(
            session, Assert.Single(await store.FindDead(new(session.Endpoint))).Session);
        Assert.Equal(3, (await store.ReadLog(session, 0, 9)).Count);

        string Part() => string.Concat(Enumerable.Range(0, SessionId.PartMax)
            .Select(_ => (char)random.Next(0x4E00, 0x9FFF)));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_in_time_leaves_the_outcome_unknown()
    {
        var store = Open(";Command Timeout=1");
        var session = Make.Session("u");
        using (Held())
        {
            var doubt = Assert.IsType<CommitResult.Unknown>(
                await store.Commit(Make.First(session, Make.Event(1, "e"))));
            Assert.Contains("in time", doubt.Reason, StringComparison.Ordinal);
        }
        var found = await store.Load(session, 1);
        await store.Must(Make.Next(
            session, found.Handle, (found.Row?.Version ?? 0) + 1, Make.Event(2, "f")));
    }

    [Fact]
    public async Task A_connection_cut_while_it_writes_leaves_the_outcome_unknown()
    {
        var store = Open();
        var session = Make.Session("u");
        Task<CommitResult> cut;
        using (var held = Held())
        {
            cut = store.Commit(Make.First(session, Make.Event(1, "e")));
            await held.AwaitWaiting();
            PostgresServer.RunOn(
                database,
                """
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """);
            Assert.IsType<CommitResult.Unknown>(await cut);
        }
        var found = await store.Load(session, 1);
        await store.Must(Make.Next(
            session, found.Handle, (found.Row?.Version ?? 0) + 1, Make.Event(2, "f")));
    }

    [Fact]
    public async Task A_statement_the_server_gives_up_is_refused_and_its_connection_replaced()
    {
        var store = Open();
        server.Run("postgres", $"ALTER DATABASE {Name} SET default_transaction_read_only = on");
        PostgresServer.RunOn(
            database,
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """);
        var session = Make.Session("u");
        var refused = Assert.IsType<CommitResult.Refused>(
            await store.Commit(Make.First(session, Make.Event(1, "e"))));
        Assert.Contains("read-only", refused.Reason, StringComparison.Ordinal);
        server.Run("postgres", $"ALTER DATABASE {Name} RESET default_transaction_read_only");
        await store.Must(Make.First(session, Make.Event(1, "e")));
    }

    [Fact]
    public async Task A_full_queue_and_a_shut_store_refuse_at_once()
    {
        var store = Open(configure: options => (options.QueueMax, options.BatchMax) = (4, 1));
        Task<CommitResult>[] told;
        using (var held = Held())
        {
            var first = store.Commit(Make.First(Make.Session("first")));
            await held.AwaitWaiting();
            told = [first, .. Enumerable.Range(0, 20).Select(user =>
                store.Commit(Make.First(Make.Session($"u{user}"))))];
            Assert.Equal(16, told.Count(task => task.IsCompleted));
        }
        var results = await Task.WhenAll(told);
        Assert.Equal(5, results.OfType<CommitResult.Committed>().Count());
        Assert.Equal(16, results.OfType<CommitResult.Refused>().Count());

        store.Dispose();
        Assert.IsType<CommitResult.Refused>(await store.Commit(Make.First(Make.Session("x"))));
        await Assert.ThrowsAsync<StoreException>(() => store.Load(Make.Session("x"), 1));
        await Assert.ThrowsAsync<StoreException>(() => store.Erase(Make.Session("x"), Make.Noon));
    }

    private string Name => new NpgsqlConnectionStringBuilder(database).Database!;

    // One writer: what waits meanwhile is written together.
    private PostgresSessionStore Open(
        string more = "", Action<PostgresStoreOptions>? configure = null) =>
        opened = PostgresStores.Open(database + more, options =>
        {
            options.Writers = 1;
            configure?.Invoke(options);
        });

    private static async Task<string> Log(PostgresSessionStore store, string user) => string.Join(
        ' ', Make.Seqs(await store.ReadLog(Make.Session(user), 0, 10)));

    private HeldTable Held() => new(database);

    /// <summary>As long as it is held, writers wait.</summary>
    private sealed class HeldTable : IDisposable
    {
        private readonly string database;
        private readonly NpgsqlConnection connection;
        private readonly NpgsqlTransaction transaction;

        public HeldTable(string database)
        {
            this.database = database;
            connection = new NpgsqlConnection(database + ";Pooling=false");
            connection.Open();
            transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.CommandText = "LOCK TABLE tock.session IN EXCLUSIVE MODE";
            command.ExecuteNonQuery();
        }

        public Task AwaitWaiting() => Poll.Until(() => PostgresServer.RunOn(
            database,
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """) is > 0L);

        public void Dispose()
        {
            transaction.Dispose();
            connection.Dispose();
        }
    }
}
