using System.Diagnostics;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Stores.Tests;

/// <summary>
/// What a commit of a turn (the session, one event, one reply) and a load cost:
/// <c>dotnet run -c Release --project tests/stores -- measure [sessions]</c>.
/// </summary>
internal static class Measurement
{
    private const int TurnsEach = 40;
    private const int Rounds = 5;
    private const int Loads = 20_000;

    public static async Task<int> Run(string[] args)
    {
        var sessions = args.Length > 0
            ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture)
            : 512;
        using var folder = new SqliteFolder();
        var store = folder.Open();
        for (var round = 0; round < Rounds; round++)
        {
            var number = round;
            await Measure($"commit, {sessions} sessions at once", sessions * TurnsEach, () =>
                Task.WhenAll(Enumerable.Range(0, sessions).Select(user =>
                    Task.Run(() => Talk(store, $"u{number}-{user}")))));
            Console.WriteLine(
                $"  log {new FileInfo(folder.LogFile).Length / 1024:N0} KiB,"
                + $" database {new FileInfo(folder.DatabaseFile).Length / 1024:N0} KiB");
        }
        foreach (var user in (string[])["u0-0", "nobody"])
            await Measure($"load of {user}", Loads, async () =>
            {
                for (var load = 0; load < Loads; load++)
                    await store.Load(Make.Session(user), 100);
            });
        await Measure("session passed over in a listing of a day", sessions * Rounds, async () =>
        {
            LogPlace? after = null;
            do
                after = (await new SqliteArchive(store).FindLog(new(
                    Make.Endpoint(), To: Make.Noon.AddDays(-1), After: after))).Next;
            while (after is not null);
        });
        var size = new FileInfo(folder.DatabaseFile).Length;
        await store.Erase(Make.Session("u0-0"), Make.Noon.AddYears(9));
        await Measure("KiB scrubbed after an erasure", (int)(size / 1024), () => Scrub(store));
        return 0;
    }

    // With somebody who talks meanwhile: how long the slowest turn waited for it.
    private static async Task Scrub(SqliteSessionStore store)
    {
        var scrubbed = store.Scrub();
        var (turns, slowest, handle) = (0L, TimeSpan.Zero, 0L);
        while (!scrubbed.IsCompleted)
        {
            var begun = Stopwatch.GetTimestamp();
            var session = Make.Session("meanwhile");
            handle = await store.Must(++turns == 1
                ? Make.First(session, Make.Event(turns, $"e{turns}"))
                : Make.Next(session, handle, turns, Make.Event(turns, $"e{turns}")));
            var took = Stopwatch.GetElapsedTime(begun);
            slowest = took > slowest ? took : slowest;
        }
        await scrubbed;
        Console.WriteLine(
            $"  {turns} turns meanwhile, the slowest {slowest.TotalMilliseconds:N0} ms");
    }

    private static async Task Talk(SqliteSessionStore store, string user)
    {
        var session = Make.Session(user);
        var state = new string('s', 500);
        var body = new string('b', 200);
        long handle = 0;
        for (var turn = 1; turn <= TurnsEach; turn++)
        {
            var seq = turn * 2 - 1;
            handle = await store.Must(new SessionCommit(
                session,
                handle,
                Make.Row(turn, state, seq + 2, Make.Noon),
                [
                    Make.Event(seq, $"e{turn}", body: body),
                    Make.Reply(seq + 1, seq, body: body),
                ],
                turn == 1 ? [] : [new EntryChange(seq - 1, EntryStatus.Sent, 1)]));
        }
    }

    private static async Task Measure(string what, int count, Func<Task> act)
    {
        using var process = Process.GetCurrentProcess();
        var processor = process.TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var begun = Stopwatch.GetTimestamp();
        await act();
        var took = Stopwatch.GetElapsedTime(begun);
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        process.Refresh();
        processor = process.TotalProcessorTime - processor;
        Console.WriteLine(
            $"{what}: {processor.TotalMicroseconds / count:F1} us CPU,"
            + $" {count / took.TotalSeconds:N0} a second, {allocated / count:N0} bytes each");
    }
}
