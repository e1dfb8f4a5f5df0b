using System.Collections.Concurrent;
using TockOrleans.Messages;
using TockOrleans.Stores.Postgres;

namespace TockOrleans.Stores.Tests;

/// <summary>The server dies under load, and comes back.</summary>
public sealed class PostgresCrashTests : IDisposable
{
    private const int Sessions = 48;

    private readonly PostgresServer server = new();
    private readonly ConcurrentQueue<(string Result, int User, string Event)> told = new();
    private int committed;
    private int refused;
    private int events;
    private volatile bool ended;

    private PostgresSessionStore? store;

    public void Dispose()
    {
        ended = true;
        store?.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task Whatever_was_acknowledged_survives_kill_9_of_the_server()
    {
        var log = new ListLogger<PostgresSessionStore>();
        store = PostgresStores.Open(server.NewDatabase(), logger: log);
        var talks = Enumerable.Range(0, Sessions)
            .Select(user => Task.Run(() => Talk(user))).ToList();
        for (var round = 0; round < 3; round++)
        {
            await Committed(Volatile.Read(ref committed) + 400);
            server.Kill();
            var before = Volatile.Read(ref refused);
            await Poll.Until(() => Volatile.Read(ref refused) > before);
            server.Start();
            // By itself, without being opened anew.
            await Committed(Volatile.Read(ref committed) + 200);
        }
        ended = true;
        await Task.WhenAll(talks);

        // A conflict: what was unknown is on disk, and was not read yet.
        string[] known = ["Committed", "Unknown", "Refused", "Conflict"];
        Assert.Empty(told.Select(one => one.Result).Except(known));
        Assert.Contains(told, one => one.Result == "Unknown");
        foreach (var group in told.GroupBy(one => one.User))
        {
            var found = await store.ReadLog(Make.Session($"u{group.Key}"), 0, int.MaxValue);
            var keys = found.Select(entry => entry.Key!.Value).ToHashSet();
            Assert.Equal(Enumerable.Range(1, found.Count), found.Select(e => (int)e.Seq));
            foreach (var (result, _, id) in group)
                Assert.True(
                    result == "Unknown" || keys.Contains(Make.Key(id)) == (result == "Committed"),
                    $"{id} was {result}");
        }
        Assert.Contains(log.Lines, line => line.Contains("cannot write", Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("writes again", Ordinal));
        Assert.InRange(log.Lines.Count, 2, 60);
        Assert.DoesNotContain(log.Lines, line => line.Contains("sesame", Ordinal));
    }

    [Fact]
    public async Task A_store_that_rested_while_the_server_restarted_reads_and_writes_again()
    {
        store = PostgresStores.Open(server.NewDatabase());
        var session = Make.Session("u");
        var handle = await store.Must(Make.First(session, Make.Event(1, "a")));
        Assert.Equal(1, (await store.Load(session, 1)).Row!.Version);
        server.Kill();
        var failure = await Assert.ThrowsAsync<StoreException>(() => store.Load(session, 1));
        Assert.Contains("cannot be reached", failure.Message, Ordinal);
        Assert.Contains("cannot be reached", (await Assert.ThrowsAsync<StoreException>(
            () => store.Erase(session, Make.Noon))).Message, Ordinal);
        server.Start();

        Assert.Equal(1, (await store.Load(session, 1)).Row!.Version);
        var first = await store.Commit(Make.Next(session, handle, 2, Make.Event(2, "b")));
        // Sent into a connection that was dead already: nobody can know. A store that rested long
        // looks first, and here the machine decides how long that was.
        if (first is not CommitResult.Committed)
        {
            Assert.IsType<CommitResult.Unknown>(first);
            Assert.Equal(1, (await store.Load(session, 1)).Row!.Version);
            await store.Must(Make.Next(session, handle, 2, Make.Event(2, "b")));
        }
        Assert.Equal(2, (await store.Load(session, 1)).Row!.Version);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    // As a session's grain would: after anything but success it reads the session again. While it
    // cannot, it tries all the same.
    private async Task Talk(int user)
    {
        var session = Make.Session($"u{user}");
        var (handle, version, sure) = (0L, 1L, true);
        while (!ended)
        {
            if (!sure && await Find(session) is { } found)
                (handle, version, sure) = (found.Handle, (found.Row?.Version ?? 0) + 1, true);
            var id = $"e{Interlocked.Increment(ref events)}";
            var result = await store!.Commit(
                Make.Next(session, handle, version, Make.Event(version, id)));
            told.Enqueue((result.GetType().Name, user, id));
            sure = result is CommitResult.Committed;
            if (result is CommitResult.Refused)
                Interlocked.Increment(ref refused);
            if (result is not CommitResult.Committed written)
                continue;
            (handle, version) = (written.Handle, version + 1);
            Interlocked.Increment(ref committed);
        }
    }

    private async Task<SessionSnapshot?> Find(SessionId session)
    {
        try
        {
            return await store!.Load(session, 1);
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private Task Committed(int count) =>
        Poll.Until(() => Volatile.Read(ref committed) >= count);
}
