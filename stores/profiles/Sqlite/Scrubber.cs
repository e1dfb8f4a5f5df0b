using System.Diagnostics;

namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// Takes the writer through the pages of the file, some after each transaction, so that no commit
/// waits for the whole of it. The writer's own thread does it: nobody else writes then.
/// </summary>
/// <param name="wiper">Wipes pages.</param>
/// <param name="checkpointer">Empties the log first: what is in it would come back.</param>
internal sealed class Scrubber(PageWiper wiper, Checkpointer checkpointer)
{
    /// <summary>How long readers of the old log may be in the way at a stretch.</summary>
    private static readonly TimeSpan BlockedMax = TimeSpan.FromMinutes(1);

    private readonly List<ScrubWork> waiting = [];
    private readonly List<ScrubWork> served = [];
    private long next;
    private long end;
    private long blockedSince;

    /// <summary>When it goes on without other work; null: it has nothing to do.</summary>
    public TimeSpan? Patience => (served.Count + waiting.Count, blockedSince) switch
    {
        (0, _) => null,
        (_, 0) => TimeSpan.Zero,
        _ => Checkpointer.Again,
    };

    /// <summary>Takes work; what was erased before is wiped when it is told.</summary>
    public void Add(ScrubWork work) => waiting.Add(work);

    /// <summary>Wipes the next pages, where there is somebody who asked for it.</summary>
    /// <param name="writer">The writer's connection; null: it has none now.</param>
    public void Step(SqliteStatements? writer)
    {
        if (Patience is null)
            return;
        if (served.Count == 0)
        {
            // Who asks later gets a round of their own.
            served.AddRange(waiting);
            waiting.Clear();
            (next, end) = (0, 0);
        }
        if (writer is null)
        {
            Tell(static work => work.Refuse("the store cannot write"));
            return;
        }
        try
        {
            if (!checkpointer.TryWithEmptyLog(writer, Wipe))
                Blocked();
            else if (next >= end)
                Tell(static work => work.Complete());
            // A page in the writer's memory has its copies still, and would bring them back.
            writer.ForgetPages();
        }
        catch (Exception failure)
        {
            Tell(work => work.Fail(failure));
        }
    }

    /// <summary>Ends: what is not done is refused.</summary>
    public void Close()
    {
        served.AddRange(waiting);
        Tell(static work => work.Refuse("the store is shut"));
    }

    private void Wipe()
    {
        // Pages that come later have nothing of what was erased before.
        if (next == 0)
            end = wiper.Count();
        var count = (int)Math.Min(PageWiper.PagesAtOnce, end - next);
        wiper.Wipe(next, count);
        next += count;
        blockedSince = 0;
    }

    private void Blocked()
    {
        if (blockedSince == 0)
            blockedSince = Stopwatch.GetTimestamp();
        else if (Stopwatch.GetElapsedTime(blockedSince) > BlockedMax)
            Tell(static work => work.Refuse("a reader was in the way all the time"));
    }

    private void Tell(Action<ScrubWork> tell)
    {
        blockedSince = 0;
        foreach (var work in served)
            tell(work);
        served.Clear();
    }
}
