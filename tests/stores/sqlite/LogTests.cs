using System.Buffers.Binary;
using System.Text;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Stores.Tests;

/// <summary>What lies in the files: a bounded log, and nothing of who was erased.</summary>
public sealed class LogTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_log_stays_bounded_while_it_is_always_written()
    {
        const int pages = 200;
        const int sessions = 40;
        const int versions = 120;
        var store = folder.Open(options => options.CheckpointPages = pages);
        long longest = 0;
        await Task.WhenAll(Enumerable.Range(0, sessions).Select(async user =>
        {
            var session = Make.Session($"u{user}");
            long handle = 0;
            for (var version = 1; version <= versions; version++)
            {
                var entry = Make.Event(version, $"e{version}", body: new string('x', 1_500));
                handle = await store.Must(version == 1
                    ? Make.First(session, entry)
                    : Make.Next(session, handle, version, entry));
                InterlockedMax(ref longest, new FileInfo(folder.LogFile).Length);
            }
        }));
        // Without checkpoints it would be some 40 MiB. What comes while the bulk is copied may
        // make it several times the step.
        Assert.InRange(longest, pages * 4_096, 16L * pages * 4_096);
    }

    [Fact]
    public async Task A_session_that_is_erased_leaves_no_byte_in_the_files()
    {
        var store = folder.Open();
        // Many sessions of many lengths, interleaved, so that pages split and cells move.
        var handles = new long[60];
        await Talk(store, handles, [.. Enumerable.Range(0, handles.Length)], 1, 12);
        Assert.NotEqual(0, Traces("secret-7."));

        foreach (var user in (int[])[7, 31])
        {
            await store.Erase(Session(user), Make.Noon.AddDays(1));
            Assert.Equal(0, Traces($"secret-{user}.", inMiddles: false));
            Assert.Equal(0, Traces($"person-{user}.", inMiddles: false));
        }
        // SQLite leaves copies in the unused middle of a page where rows moved between pages.
        foreach (var user in Others(handles.Length))
            await store.Erase(Session(user), Make.Noon.AddDays(1));
        await Task.WhenAll(store.Scrub(), store.Scrub());
        foreach (var user in Others(handles.Length))
        {
            Assert.Equal(0, Traces($"secret-{user}."));
            Assert.Equal(0, Traces($"person-{user}."));
        }
        Assert.NotEqual(0, Traces("secret-8."));
        Assert.Equal(12, (await store.Load(Session(8), 1)).Row!.Version);
    }

    [Fact]
    public async Task What_was_scrubbed_does_not_come_back_with_later_turns_and_all_is_sound()
    {
        var store = folder.Open();
        var handles = new long[60];
        // Every fourth goes: where neighbours stay, so do their pages.
        var all = Enumerable.Range(0, handles.Length).ToArray();
        var (gone, stay) = (all.Where(user => user % 4 == 3).ToArray(),
            all.Where(user => user % 4 != 3).ToArray());
        await Talk(store, handles, all, 1, 12);
        foreach (var user in gone)
            await store.Erase(Session(user), Make.Noon.AddDays(1));
        int Left() => gone.Sum(user => Traces($"secret-{user}."));
        Assert.NotEqual(0, Left());

        // Others go on while it is scrubbed, and after.
        var scrubbed = store.Scrub();
        await Talk(store, handles, stay, 13, 16);
        await scrubbed;
        Assert.Equal(0, Left());
        await Talk(store, handles, stay, 17, 17);
        folder.Close();
        Assert.Equal(0, Left());
        using var raw = folder.Raw();
        using var check = raw.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        Assert.Equal(
            "ok", await check.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_was_kept_long_enough_leaves_no_byte_in_the_files()
    {
        var store = folder.Open();
        var handles = new long[40];
        await Talk(store, handles, [.. Enumerable.Range(0, handles.Length)], 1, 6);
        var archive = new SqliteArchive(store);
        var (removed, silent) = (0, 0);
        for (long? next = 0; next is { } after;)
        {
            var step = await archive.PruneLog(Make.Noon.AddDays(1), after);
            foreach (var session in step.Silent)
                await store.Erase(session.Session, Make.Noon);
            (removed, silent, next) =
                (removed + step.Entries, silent + step.Silent.Count, step.Next);
        }
        // The replies still wait to be sent.
        Assert.Equal((240, 0), (removed, silent));
        Assert.NotEqual(0, Traces("secret-7."));
        foreach (var handle in handles)
            await store.Must(new SessionMarks(Session(0), handle,
                [.. Enumerable.Range(1, 6).Select(turn =>
                    new EntryMark(turn * 2, EntryStatus.Sent, 1))], 0, null));
        foreach (var session in (await archive.PruneLog(Make.Noon.AddDays(1), 0)).Silent)
            await store.Erase(session.Session, Make.Noon);
        await archive.Scrub();
        for (var user = 0; user < handles.Length; user++)
            Assert.Equal(0, Traces($"secret-{user}.") + Traces($"person-{user}."));
    }

    [Fact]
    public async Task A_reader_in_the_way_holds_up_the_scrubbing_and_nothing_else()
    {
        var store = folder.Open();
        var handle = await store.Must(Turn(7, 0, 1));
        Task scrubbed;
        using (var raw = folder.Raw())
        {
            SqliteFolder.Run(raw, "BEGIN; SELECT count(*) FROM session");
            await store.Must(Turn(7, handle, 2));
            scrubbed = store.Scrub();
            await store.Must(Turn(7, handle, 3));
            Assert.False(scrubbed.IsCompleted);
        }
        await scrubbed;
        scrubbed = store.Scrub();
        folder.Close();
        // It was done, or was told that it was not.
        await Task.WhenAny(scrubbed).WaitAsync(
            TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_a_reader_kept_in_the_log_leaves_it_once_the_reader_is_gone()
    {
        var store = folder.Open();
        await store.Must(Turn(7, 0, 1));
        using (var raw = folder.Raw())
        {
            SqliteFolder.Run(raw, "BEGIN; SELECT count(*) FROM session");
            await store.Erase(Session(7), Make.Noon.AddDays(1));
        }
        folder.Close();
        Assert.Equal(0, Traces("secret-7."));
    }

    private static IEnumerable<int> Others(int count) =>
        Enumerable.Range(0, count).Where(user => user is not 8);

    private static Messages.SessionId Session(int user) => Make.Session($"person-{user}.");

    // A turn each, and again.
    private static async Task Talk(
        SqliteSessionStore store, long[] handles, int[] users, int first, int last)
    {
        for (var version = first; version <= last; version++)
            foreach (var user in users)
                handles[user] = await store.Must(Turn(user, handles[user], version));
    }

    private static SessionCommit Turn(int user, long handle, int version)
    {
        var secret = new StringBuilder()
            .Insert(0, $"secret-{user}.", 1 + user * 7 % 40 + version * 11 % 90).ToString();
        return new SessionCommit(
            Session(user),
            handle,
            new SessionRow(
                version, Make.Bytes(secret), secret, Make.Noon, version * 2 + 1, Make.Noon),
            [
                Make.Event(version * 2 - 1, $"e{version}", body: secret),
                Make.Reply(version * 2, version * 2 - 1, body: secret) with { VendorId = secret },
            ],
            []);
    }

    private int Traces(string text, bool inMiddles = true)
    {
        var wanted = Make.Bytes(text);
        var count = 0;
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            if (file.EndsWith("tock.lock", StringComparison.Ordinal))
                continue;
            using var stream = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            if (!inMiddles && file == folder.DatabaseFile)
                ClearMiddles(bytes);
            for (var at = 0; (at = IndexOf(bytes, wanted, at)) >= 0; at++)
                count++;
        }
        return count;
    }

    // https://sqlite.org/fileformat2.html#b_tree_pages: between the pointers to the cells and the
    // first cell nothing is stored.
    private static void ClearMiddles(byte[] file)
    {
        const int page = 4_096;
        for (var start = 0; start < file.Length; start += page)
        {
            var head = start == 0 ? 100 : start;
            var pointers = file[head] switch { 2 or 5 => 12, 10 or 13 => 8, _ => 0 };
            if (pointers == 0)
                continue;
            var cells = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(head + 3));
            var first = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(head + 5));
            var middle = head + pointers + cells * 2;
            file.AsSpan(middle..(start + first)).Clear();
        }
    }

    private static int IndexOf(byte[] bytes, byte[] wanted, int from)
    {
        var at = bytes.AsSpan(from).IndexOf(wanted);
        return at < 0 ? -1 : at + from;
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (var seen = Volatile.Read(ref most); value > seen;)
            seen = Interlocked.CompareExchange(ref most, value, seen) is var now && now == seen
                ? value
                : now;
    }
}
