namespace TockOrleans.Stores.Tests;

/// <summary>
/// The process that tests start and kill: on a data folder, or on a database named by its
/// connection string. <c>hold</c> keeps the store open until its input ends; <c>commit</c> commits
/// to many sessions and prints what became of each; <c>trouble</c> does so until enough of them
/// failed.
/// </summary>
internal static class ChildProgram
{
    public const string Opened = "opened";
    public const int NotOpened = 3;

    private const int Sessions = 32;
    private const int FailuresEnough = 40;

    private static int failures;

    public static async Task<int> Run(string[] args)
    {
        try
        {
            using var opened = Open(args[1]);
            var store = (ISessionStore)opened;
            Console.WriteLine(Opened);
            if (args[0] == "hold")
                await Console.In.ReadToEndAsync();
            else
                await Task.WhenAll(Enumerable.Range(0, Sessions).Select(user =>
                    Task.Run(() => Talk(store, $"u{user}", endless: args[0] == "commit"))));
            return 0;
        }
        catch (StoreException failure)
        {
            Console.WriteLine(failure.Message);
            return NotOpened;
        }
    }

    private static IDisposable Open(string place) =>
        place.Contains("Host=", StringComparison.Ordinal)
            ? PostgresStores.Open(place)
            : SqliteFolder.Store(new() { Path = place });

    // After a failure the session is read again, as its grain would do.
    private static async Task Talk(ISessionStore store, string user, bool endless)
    {
        var session = Make.Session(user);
        while (endless || Volatile.Read(ref failures) < FailuresEnough)
        {
            var found = await store.Load(session, 1);
            var (handle, version) = (found.Handle, (found.Row?.Version ?? 0) + 1);
            for (var failed = false; !failed; version++)
            {
                var result = await store.Commit(Make.Next(
                    session, handle, version, Make.Event(version, $"e{version}")));
                if (result is CommitResult.Committed committed)
                    handle = committed.Handle;
                else
                    failed = Interlocked.Increment(ref failures) > 0;
                Console.WriteLine($"{result.GetType().Name} {user} {version} .");
                if (!endless && Volatile.Read(ref failures) >= FailuresEnough)
                    return;
            }
        }
    }
}
