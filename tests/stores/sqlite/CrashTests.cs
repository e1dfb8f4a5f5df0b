using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Stores.Tests;

/// <summary>What other processes, and the death of our own, do to the folder.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Whatever_was_acknowledged_survives_kill_9()
    {
        const int rounds = 4;
        var random = new Random(20_301);
        var acknowledged = new Dictionary<string, long>();
        for (var round = 0; round < rounds; round++)
        {
            using var child = ChildProcess.Start("commit", folder.Path);
            Assert.Equal(ChildProgram.Opened, child.Line());
            var wanted = random.Next(50, 2_000);
            var seen = Enumerable.Range(0, wanted).Select(_ => child.Line()).ToList();
            seen.AddRange(child.Kill());
            foreach (var (result, user, version) in seen.Select(Read).OfType<Told>())
            {
                Assert.Equal("Committed", result);
                acknowledged[user] = Math.Max(version, acknowledged.GetValueOrDefault(user));
            }

            using var store = folder.Open();
            foreach (var (user, version) in acknowledged)
                await HasAll(store, user, version);
            folder.Close();
        }
        Assert.True(acknowledged.Values.Sum() >= rounds * 50);
    }

    [Fact]
    public void The_folder_of_a_running_process_is_refused_and_that_of_a_killed_one_is_not()
    {
        using var child = ChildProcess.Start("hold", folder.Path);
        Assert.Equal(ChildProgram.Opened, child.Line());
        var refused = Assert.Throws<StoreException>(() => folder.Open());
        Assert.Contains(folder.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("another process", refused.Message, StringComparison.Ordinal);

        child.Kill();
        folder.Open();
        using var late = ChildProcess.Start("hold", folder.Path);
        Assert.Contains("another process", late.Line(), StringComparison.Ordinal);
        Assert.Empty(late.End());
        Assert.Equal(ChildProgram.NotOpened, late.ExitCode);
    }

    [Fact]
    public async Task A_commit_the_disk_broke_off_is_never_called_committed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the limit is set by a Unix shell");
        // 1 MiB a file: the log meets it in the middle of a commit, with an input/output error.
        using (var child = ChildProcess.StartStarved("trouble", folder.Path, 2_048))
        {
            Assert.Equal(ChildProgram.Opened, child.Line());
            var told = child.End().Select(Read).OfType<Told>().ToList();
            Assert.Equal(0, child.ExitCode);
            Assert.Contains(told, line => line.Result == "Unknown");
            Assert.All(told, line =>
                Assert.Contains(line.Result, (string[])["Committed", "Unknown", "Refused"]));
            using var store = folder.Open();
            var last = told.Where(line => line.Result == "Committed")
                .GroupBy(line => line.User).ToDictionary(g => g.Key, g => g.Max(t => t.Version));
            Assert.NotEmpty(last);
            foreach (var (user, version) in last)
                await HasAll(store, user, version);
            // And nothing of a refused one.
            foreach (var (_, user, version) in told.Where(line => line.Result == "Refused"))
                Assert.True((await store.Load(Make.Session(user), 1)).Row is not { } row
                    || row.Version < version
                    || told.Exists(t => t.User == user && t.Version == version
                        && t.Result is "Committed" or "Unknown"));
        }
    }

    private static async Task HasAll(SqliteSessionStore store, string user, long version)
    {
        var session = Make.Session(user);
        var found = (await store.Load(session, 1)).Row!.Version;
        Assert.True(found >= version, $"{user} has {found}, {version} was acknowledged");
        // Its last commit may be on disk without having been acknowledged, but never in part.
        Assert.Equal(
            Enumerable.Range(1, (int)found).Select(seq => (long)seq),
            Make.Seqs(await store.ReadLog(session, 0, int.MaxValue)));
    }

    // The line a kill cut short says nothing.
    private static Told? Read(string line) =>
        line.Split(' ') is [var result, var user, var version, "."]
            ? new Told(
                result,
                user,
                long.Parse(version, System.Globalization.CultureInfo.InvariantCulture))
            : null;

    private sealed record Told(string Result, string User, long Version);
}
