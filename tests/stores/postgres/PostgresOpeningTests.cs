using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using TockOrleans.Stores.Postgres;

namespace TockOrleans.Stores.Tests;

/// <summary>Databases that cannot be used are told without secrets and stay as they are.</summary>
public sealed class PostgresOpeningTests(PostgresServer server)
{
    private readonly string database = server.NewDatabase();

    [Fact]
    public void A_server_that_is_not_there_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Tells(
            $"Host=127.0.0.1;Port={port};Database=bots;Username=me;Password=sesame",
            "database bots on 127.0.0.1",
            "cannot be reached",
            "Tock:Storage:ConnectionString");
    }

    [Fact]
    public void A_database_that_is_not_there_is_told() => Tells(
        server.ConnectionString("nowhere"), "database nowhere", "createdb");

    [Theory]
    [InlineData("Host=h;Password=open;sesame=1")]
    [InlineData("Host=h;Port=sesame")]
    [InlineData("sesame")]
    public void A_connection_string_that_cannot_be_read_is_told_but_not_shown(string text) =>
        Tells(text, "Tock:Storage:ConnectionString cannot be read");

    [Fact]
    public async Task A_newer_schema_is_told_and_left_alone()
    {
        using (var store = PostgresStores.Open(database))
            await store.Must(Make.First(Make.Session("u")));
        PostgresServer.RunOn(database, "UPDATE tock.tock_schema SET version = 99");
        Tells(database, "schema tock", "newer version", "99");
        PostgresServer.RunOn(database, "UPDATE tock.tock_schema SET version = 3");
        using var again = PostgresStores.Open(database);
        Assert.Equal(1, (await again.Load(Make.Session("u"), 1)).Row!.Version);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_schema_of_an_earlier_version_is_upgraded_and_nothing_in_it_is_lost(
        int version)
    {
        PostgresServer.RunOn(
            database,
            $"""
            CREATE SCHEMA tock;
            SET search_path = tock;
            CREATE TABLE tock_schema (version integer NOT NULL);
            INSERT INTO tock_schema VALUES ({version});
            {string.Concat(Enumerable.Range(1, version).Select(Step))}
            INSERT INTO session (name, key, version, state, last_user_at, next_seq)
            VALUES (sha256('app/bot/web/old'), 'app/bot/web/old', 3, 'state', 1904299200000, 2);
            INSERT INTO entry (session, seq, turn, status, attempts, at, key, body, parts)
            VALUES (1, 1, 1, 2, 0, 1904299200000, '\xca978112ca1bbdcafac231b39a23dc4d', 'in', 0);
            """);
        using var store = PostgresStores.Open(database);
        Assert.Equal(3, PostgresServer.RunOn(database, "SELECT version FROM tock.tock_schema"));
        Assert.Equal(9L, PostgresServer.RunOn(database, "SELECT count(*) FROM tock.orleansquery"));
        var session = Make.Session("old");
        var found = await store.Load(session, 10);
        Assert.Equal(
            Make.Show(new SessionRow(3, Make.Bytes("state"), null, Make.Noon, 2, null)),
            Make.Show(found.Row));
        Assert.Equal(
            [Make.Show(Make.Event(1, "a"))], Make.Show(await store.ReadLog(session, 0, 10)));
        var next = Make.Next(session, found.Handle, 4, Make.Event(2, "c"));
        await store.Must(next with { Row = next.Row with { PausedUntil = Make.Noon } });
        Assert.Equal(Make.Noon, (await store.Load(session, 1)).Row!.PausedUntil);
        Assert.Equal(session, Assert.Single(
            (await new PostgresArchive(store).FindSessions(new(User: "old"))).Sessions).Session);
    }

    private static string Step(int version)
    {
        using var stream = typeof(PostgresSessionStore).Assembly
            .GetManifestResourceStream($"Postgres.{version}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [Fact]
    public void Another_programs_tables_are_told_and_left_alone()
    {
        PostgresServer.RunOn(
            database, "CREATE SCHEMA tock; CREATE TABLE tock.session (theirs integer)");
        Tells(database, "schema tock", "another program", "not changed", "Tock:Storage:Schema");
        Assert.Equal(1L, PostgresServer.RunOn(
            database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'tock'"));
        using var store = PostgresStores.Open(database, options => options.Schema = "tock_2");
        Assert.Equal("schema tock_2", store.Place[..13]);
    }

    [Fact]
    public async Task A_user_who_may_not_make_the_schema_is_told_and_may_use_one_made_for_it()
    {
        PostgresServer.RunOn(database, "CREATE ROLE guest LOGIN");
        var guest = new NpgsqlConnectionStringBuilder(database) { Username = "guest" }.ToString();
        Tells(guest, "may not make or change its tables");
        PostgresServer.RunOn(database, "CREATE SCHEMA tock AUTHORIZATION guest");
        using var store = PostgresStores.Open(guest);
        await store.Must(Make.First(Make.Session("u")));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_behind()
    {
        using (var store = PostgresStores.Open(database))
            await store.Must(Make.First(Make.Session("u")));
        // In the way of the step from 1 to 2.
        PostgresServer.RunOn(
            database,
            """
            SET search_path TO tock;
            DROP VIEW membership_rows;
            DROP TABLE membership, membership_version, orleansquery;
            CREATE TABLE membership (a integer);
            UPDATE tock_schema SET version = 1;
            """);
        Tells(database, "cannot be used", "42P07");
        Assert.Equal(1, PostgresServer.RunOn(database, "SELECT version FROM tock.tock_schema"));
        Assert.Equal(0L, PostgresServer.RunOn(
            database,
            "SELECT count(*) FROM pg_tables WHERE tablename = 'orleansquery'"));
    }

    [Fact]
    public async Task Processes_and_stores_that_start_at_once_make_the_tables_once()
    {
        ChildProcess[] children =
            [.. Enumerable.Range(0, 3).Select(_ => ChildProcess.Start("hold", database))];
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            Task.Run(() => PostgresStores.Open(database))));
        foreach (var child in children)
        {
            Assert.Equal(ChildProgram.Opened, child.Line());
            child.Dispose();
        }
        for (var number = 0; number < stores.Length; number++)
        {
            await stores[number].Must(Make.First(Make.Session($"u{number}")));
            Assert.NotNull((await stores[0].Load(Make.Session($"u{number}"), 1)).Row);
        }
        foreach (var store in stores)
            store.Dispose();
        Assert.Equal(1L, PostgresServer.RunOn(database, "SELECT count(*) FROM tock.tock_schema"));
    }

    [Theory]
    [InlineData("", "tock", 4, "ConnectionString")]
    [InlineData("Host=h", "Tock", 4, "Schema")]
    [InlineData("Host=h", "t\"; DROP", 4, "Schema")]
    [InlineData("Host=h", "tock", 0, "Writers")]
    public void Wrong_options_are_told(string text, string schema, int writers, string wrong)
    {
        var options = new PostgresStoreOptions
        {
            ConnectionString = text,
            Schema = schema,
            Writers = writers,
        };
        var found = new List<ValidationResult>();
        Assert.False(Validator.TryValidateObject(
            options, new ValidationContext(options), found, validateAllProperties: true));
        Assert.Equal([wrong], found.SelectMany(result => result.MemberNames));
    }

    private static void Tells(string connectionString, params string[] parts)
    {
        var failure = Assert.Throws<StoreException>(() => PostgresStores.Open(connectionString));
        Assert.All(parts, part =>
            Assert.Contains(part, failure.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("sesame", failure.ToString(), StringComparison.Ordinal);
    }
}
