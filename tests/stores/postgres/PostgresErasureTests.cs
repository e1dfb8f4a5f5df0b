using System.Text;
using TockOrleans.Stores.Postgres;

namespace TockOrleans.Stores.Tests;

/// <summary>What is left of an erased session in a server's files.</summary>
public sealed class PostgresErasureTests(PostgresServer server)
{
    private readonly string database = server.NewDatabase();

    [Fact]
    public async Task A_session_that_is_erased_has_left_the_tables_once_they_are_written_anew()
    {
        using var store = PostgresStores.Open(database);
        var archive = new PostgresArchive(store);
        foreach (var user in (string[])["person7", "other8"])
            await store.Must(Make.First(
                Make.Session(user),
                Make.Event(1, "e", body: $"said by {user}"),
                Make.Reply(2, 1, EntryStatus.Sent, $"told to {user}")));
        PostgresServer.RunOn(database, "CHECKPOINT");
        Assert.NotEqual(0, Count("person7"));

        await store.Erase(Make.Session("person7"), Make.Noon.AddYears(9));
        await archive.Scrub();
        // The rows are gone at once, and so are their places in the indexes …
        Assert.Equal(1L, PostgresServer.RunOn(database, "SELECT count(*) FROM tock.session"));
        Assert.Equal(2L, PostgresServer.RunOn(database, "SELECT count(*) FROM tock.entry"));
        Assert.Equal(0L, PostgresServer.RunOn(
            database,
            "SELECT sum(n_dead_tup)::bigint FROM pg_stat_user_tables WHERE schemaname = 'tock'"
                + " AND relname IN ('session', 'entry')"));
        // … and with this, which locks the tables, the unused parts of their pages.
        PostgresServer.RunOn(database, "VACUUM FULL tock.session");
        PostgresServer.RunOn(database, "VACUUM FULL tock.entry");
        PostgresServer.RunOn(database, "CHECKPOINT");
        Assert.Equal(0, Count("person7"));
        Assert.NotEqual(0, Count("other8"));
        Assert.Single((await store.Load(Make.Session("person7"), 1)).Erased);
    }

    private int Count(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        return Directory.GetFiles(Path.Combine(server.Data, "base"), "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
        }).Count(file => File.ReadAllBytes(file).AsSpan().IndexOf(wanted) >= 0);
    }
}
