using System.Diagnostics;
using Microsoft.Data.Sqlite;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Stores.Tests;

/// <summary>Bad commits beside good ones, full disks, locked files, full queues.</summary>
public sealed class TroubleTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Neighbours_of_bad_commits_are_written()
    {
        var store = folder.Open();
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

    [Fact]
    public async Task A_body_larger_than_the_database_takes_is_refused_and_others_are_written()
    {
        var store = folder.Open();
        Task<CommitResult> huge;
        Task<CommitResult> other;
        using (Held())
        {
            // SQLite takes a row of a billion bytes at most.
            var entry = Make.Event(1, "e") with { Body = new byte[1_000_000_001] };
            huge = store.Commit(Make.First(Make.Session("u"), entry));
            other = store.Commit(Make.First(Make.Session("v")));
        }
        Assert.IsType<CommitResult.Refused>(await huge);
        Assert.IsType<CommitResult.Committed>(await other);
        Assert.Null((await store.Load(Make.Session("u"), 1)).Row);
    }

    [Fact]
    public async Task A_file_locked_for_too_long_refuses_and_works_again_afterwards()
    {
        var store = folder.Open();
        using (Held())
        {
            var refused = Assert.IsType<CommitResult.Refused>(
                await store.Commit(Make.First(Make.Session("u"), Make.Event(1, "e"))));
            Assert.Contains("locked", refused.Reason, StringComparison.Ordinal);
        }
        Assert.Null((await store.Load(Make.Session("u"), 1)).Row);
        await store.Must(Make.First(Make.Session("u"), Make.Event(1, "e")));
    }

    [Fact]
    public async Task A_full_queue_and_a_shut_store_refuse_at_once()
    {
        var store = folder.Open(options => (options.QueueMax, options.BatchMax) = (4, 1));
        Task<CommitResult>[] told;
        using (Held())
        {
            told = [.. Enumerable.Range(0, 20).Select(user =>
                store.Commit(Make.First(Make.Session($"u{user}"))))];
            Assert.InRange(told.Count(task => task.IsCompleted), 15, 16);
        }
        var results = await Task.WhenAll(told);
        Assert.InRange(results.OfType<CommitResult.Committed>().Count(), 4, 5);
        Assert.InRange(results.OfType<CommitResult.Refused>().Count(), 15, 16);

        folder.Close();
        Assert.IsType<CommitResult.Refused>(await store.Commit(Make.First(Make.Session("x"))));
        await Assert.ThrowsAsync<StoreException>(() => store.Load(Make.Session("x"), 1));
        await Assert.ThrowsAsync<StoreException>(() => store.Erase(Make.Session("x"), Make.Noon));
    }

    [Fact]
    public async Task A_database_at_its_bound_refuses_and_takes_again_what_fits()
    {
        var store = folder.Open(options => options.PagesMax = 60);
        var acknowledged = await FillUp(store);
        Assert.NotEmpty(acknowledged);
        foreach (var user in acknowledged)
            Assert.Equal("1", await Log(store, user));

        foreach (var user in acknowledged.Take(5))
            await store.Erase(Make.Session(user), Make.Noon.AddDays(1));
        await store.Must(Make.First(Make.Session("late"), Make.Event(1, "e")));
    }

    [Fact]
    public async Task A_full_disk_refuses_and_takes_again_once_there_is_room()
    {
        var disk = Directory.CreateDirectory(Path.Combine(folder.Path, "disk")).FullName;
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Shell($"mount -t tmpfs -o size=2m none '{disk}'"),
            "a small disk can be mounted by root on Linux only");
        try
        {
            var ballast = Path.Combine(disk, "ballast");
            await File.WriteAllBytesAsync(
                ballast, new byte[1_000_000], TestContext.Current.CancellationToken);
            List<string> acknowledged;
            using (var store = SqliteFolder.Store(new() { Path = disk }))
            {
                acknowledged = await FillUp(store);
                File.Delete(ballast);
                await store.Must(Make.First(Make.Session("late"), Make.Event(1, "e")));
            }
            using var again = SqliteFolder.Store(new() { Path = disk });
            foreach (var user in acknowledged.Append("late"))
                Assert.Equal("1", await Log(again, user));
        }
        finally
        {
            Assert.True(Shell($"umount '{disk}'"));
        }
    }

    private static async Task<string> Log(SqliteSessionStore store, string user) => string.Join(
        ' ', Make.Seqs(await store.ReadLog(Make.Session(user), 0, 10)));

    // Writes until it is refused for want of room; who was acknowledged.
    private static async Task<List<string>> FillUp(SqliteSessionStore store)
    {
        var acknowledged = new List<string>();
        for (var number = 0; number < 5_000; number++)
        {
            var user = $"u{number}";
            var entry = Make.Event(1, "e", body: new string('x', 4_000));
            switch (await store.Commit(Make.First(Make.Session(user), entry)))
            {
                case CommitResult.Committed:
                    acknowledged.Add(user);
                    break;
                case CommitResult.Refused { Reason: var reason }:
                    Assert.Contains("full", reason, StringComparison.Ordinal);
                    Assert.Null((await store.Load(Make.Session(user), 1)).Row);
                    return acknowledged;
                case var other:
                    throw new InvalidOperationException($"{other} for a full disk");
            }
        }
        throw new InvalidOperationException("the disk never filled up");
    }

    // As long as it is held the writer waits: what is committed meanwhile is written together.
    private HeldFile Held() => new(folder.Raw());

    private static bool Shell(string command)
    {
        using var process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private sealed class HeldFile : IDisposable
    {
        private readonly SqliteConnection raw;

        public HeldFile(SqliteConnection raw)
        {
            this.raw = raw;
            SqliteFolder.Run(raw, "BEGIN IMMEDIATE");
        }

        public void Dispose()
        {
            SqliteFolder.Run(raw, "ROLLBACK");
            raw.Dispose();
        }
    }
}
