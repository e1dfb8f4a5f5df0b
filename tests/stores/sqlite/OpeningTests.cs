using System.Text;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Stores.Tests;

/// <summary>Folders and files that cannot be used are told, and stay as they are.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_folder_that_is_not_there_is_made()
    {
        var path = Path.Combine(folder.Path, "a", "b");
        using var store = SqliteFolder.Store(new() { Path = path });
        await store.Must(Make.First(Make.Session("u")));
        Assert.Equal(path, store.Path);
        Assert.True(File.Exists(Path.Combine(path, "tock.db")));
    }

    [Fact]
    public void A_path_that_is_a_file_is_told()
    {
        var path = Path.Combine(folder.Path, "file");
        File.WriteAllText(path, "mine");
        Tells(() => SqliteFolder.Store(new() { Path = path }), path, "Tock:Storage:Path");
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Fact]
    public void A_folder_that_nobody_can_make_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc takes no folders on Linux");
        Tells(
            () => SqliteFolder.Store(new() { Path = "/proc/tock" }),
            "/proc/tock",
            "Tock:Storage:Path");
    }

    [Theory]
    [InlineData("not a database at all, but long enough to have had a header of one hundred bytes"
        + " and something more than that, as a text file easily has")]
    [InlineData("short")]
    public void A_file_that_is_no_database_is_told_and_left_alone(string content)
    {
        File.WriteAllText(folder.DatabaseFile, content);
        Tells(() => folder.Open(), folder.DatabaseFile, "not changed");
        Assert.Equal(content, File.ReadAllText(folder.DatabaseFile));
    }

    [Fact]
    public void Another_programs_database_is_told_and_left_alone()
    {
        using (var raw = folder.Raw())
            SqliteFolder.Run(raw, "CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
        var before = File.ReadAllBytes(folder.DatabaseFile);
        Tells(() => folder.Open(), folder.DatabaseFile, "not changed");
        Assert.Equal(before, File.ReadAllBytes(folder.DatabaseFile));
    }

    [Fact]
    public async Task A_newer_schema_is_told_and_left_alone()
    {
        await Fill(1);
        using (var raw = folder.Raw())
            SqliteFolder.Run(raw, "PRAGMA user_version = 99");
        Tells(() => folder.Open(), folder.DatabaseFile, "newer version", "99");
        using (var raw = folder.Raw())
            SqliteFolder.Run(raw, "PRAGMA user_version = 3");
        Assert.Equal(1, (await folder.Open().Load(Make.Session("u0"), 1)).Row!.Version);
    }

    [Fact]
    public async Task A_file_of_the_first_version_is_upgraded_and_nothing_in_it_is_lost()
    {
        using (var raw = folder.Raw())
            SqliteFolder.Run(raw, await File.ReadAllTextAsync(
                Path.Combine(AppContext.BaseDirectory, "sqlite", "data", "version-1.sql"),
                TestContext.Current.CancellationToken));
        var session = Make.Session("old");
        var store = folder.Open(clock: new FakeTimeProvider(Make.Noon));
        for (var round = 0; round < 2; round++)
        {
            var found = await store.Load(session, 10);
            Assert.Equal(
                Make.Show(new SessionRow(
                    3, Make.Bytes("{\"a\":1}"), "to", Make.Noon, 5, Make.Noon.AddSeconds(1))),
                Make.Show(found.Row));
            Assert.Equal(
                [
                    Make.Show(Make.Event(1, "a", body: "hello")),
                    Make.Show(Make.Reply(2, 1, EntryStatus.Sent, "hi") with { VendorId = "v1" }),
                    Make.Show(Make.Reply(3, 1, EntryStatus.Dead, "gone")),
                    Make.Show(Make.Reply(4, 1)),
                ],
                Make.Show(await store.ReadLog(session, 0, 10)));
            Assert.Equal([Make.Key("b")], (await store.Load(Make.Session("erased"), 1)).Erased);
            Assert.Equal(3, Assert.Single(
                await store.FindDead(new(Make.Endpoint()))).Reply.Seq);
            folder.Close();
            store = folder.Open(clock: new FakeTimeProvider(Make.Noon));
        }
        // And it is used like any other.
        await store.Must(new SessionMarks(
            session, 7, [new EntryMark(4, EntryStatus.Dead, 1, 2, "v2", "why:1")], 3, null));
        await store.Must(Make.Next(session, 7, 4, Make.Event(5, "c")));
        Assert.Equal(4, Assert.Single(
            await store.FindDead(new(Make.Endpoint(), "why"))).Reply.Seq);
    }

    [Fact]
    public async Task A_file_of_the_second_version_is_upgraded_and_its_sessions_can_pause()
    {
        foreach (var version in (int[])[1, 2])
            using (var raw = folder.Raw())
                SqliteFolder.Run(raw, await File.ReadAllTextAsync(
                    Path.Combine(
                        AppContext.BaseDirectory, "sqlite", "data", $"version-{version}.sql"),
                    TestContext.Current.CancellationToken));
        var session = Make.Session("old");
        var store = folder.Open(clock: new FakeTimeProvider(Make.Noon));
        Assert.Null((await store.Load(session, 1)).Row!.PausedUntil);
        Assert.Equal(
            Make.Show(Make.Reply(3, 1, EntryStatus.Dead, "gone") with
            {
                Parts = 2,
                Reason = "rejected:7",
            }),
            Make.Show(Assert.Single(await store.FindDead(new(Make.Endpoint()))).Reply));
        var next = Make.Next(session, 7, 4, Make.Event(5, "c"));
        await store.Must(next with { Row = next.Row with { PausedUntil = Make.Noon } });
        folder.Close();
        store = folder.Open(clock: new FakeTimeProvider(Make.Noon));
        Assert.Equal(Make.Noon, (await store.Load(session, 1)).Row!.PausedUntil);
        Assert.Empty(await new SqliteArchive(store).FindAudit(null, 1));
    }

    [Theory]
    [InlineData("header")]
    [InlineData("truncated")]
    [InlineData("middle")]
    public async Task A_damaged_file_is_told_and_left_alone(string how)
    {
        await Fill(400);
        var bytes = await File.ReadAllBytesAsync(
            folder.DatabaseFile, TestContext.Current.CancellationToken);
        Assert.True(bytes.Length > 40 * 4_096, "too small to be damaged in the middle");
        var noise = new byte[8 * 4_096];
        new Random(7).NextBytes(noise);
        if (how == "header")
            noise.AsSpan(0, 100).CopyTo(bytes);
        else if (how == "middle")
            noise.CopyTo(bytes, bytes.Length / 2 / 4_096 * 4_096);
        else
            bytes = bytes[..(bytes.Length / 2)];
        await File.WriteAllBytesAsync(
            folder.DatabaseFile, bytes, TestContext.Current.CancellationToken);

        Tells(() => folder.Open(), folder.DatabaseFile, "damaged", "not changed", "backup");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(
            folder.DatabaseFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_another_program_has_locked_is_told()
    {
        await Fill(1);
        using (var raw = folder.Raw())
        {
            SqliteFolder.Run(raw, "PRAGMA locking_mode = EXCLUSIVE");
            SqliteFolder.Run(raw, "BEGIN IMMEDIATE");
            SqliteFolder.Run(raw, "UPDATE session SET version = version");
            Tells(() => folder.Open(), folder.DatabaseFile, "locked by another program");
        }
        Assert.NotNull((await folder.Open().Load(Make.Session("u0"), 1)).Row);
    }

    [Fact]
    public async Task A_damaged_file_stays_as_it_is_with_the_log_a_crash_left_beside_it()
    {
        await Fill(400);
        using (var child = ChildProcess.Start("commit", folder.Path))
        {
            for (var line = 0; line < 100; line++)
                child.Line();
            child.Kill();
        }
        var bytes = await Bytes(folder.DatabaseFile);
        bytes.AsSpan(bytes.Length / 2 / 4_096 * 4_096, 8 * 4_096).Fill(0xAB);
        await File.WriteAllBytesAsync(
            folder.DatabaseFile, bytes, TestContext.Current.CancellationToken);
        var log = await Bytes(folder.LogFile);

        Tells(() => folder.Open(), folder.DatabaseFile, "damaged", "not changed");
        Assert.Equal(bytes, await Bytes(folder.DatabaseFile));
        Assert.Equal(log, await Bytes(folder.LogFile));
    }

    private static Task<byte[]> Bytes(string file) =>
        File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

    private async Task Fill(int sessions)
    {
        var store = folder.Open();
        await Task.WhenAll(Enumerable.Range(0, sessions).Select(user => store.Must(
            Make.First(Make.Session($"u{user}"), Make.Event(1, "e", body: Long())))));
        folder.Close();
    }

    private static string Long() => new StringBuilder().Insert(0, "lorem ipsum ", 100).ToString();

    private static void Tells(Func<object> open, params string[] parts)
    {
        var failure = Assert.Throws<StoreException>(open);
        Assert.All(parts, part =>
            Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }
}
