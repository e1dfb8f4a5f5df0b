using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// The one way of a session to its store: one commit under way, and whatever comes meanwhile
/// shares the next. Runs on the session's scheduler. After the first commit that is not surely on
/// disk, every write fails: memory and disk may differ, and only a fresh activation knows.
/// </summary>
internal sealed class CommitLane(
    ISessionStore store, SessionMemory memory, TimeProvider clock, Action<CommitResult> poison)
{
    private List<(Action<CommitDraft> Write, TaskCompletionSource<bool> Done)> waiting = [];
    private bool underWay;
    private bool poisoned;

    /// <summary>The time, by the clock the commits are stamped with.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Whether a commit is under way.</summary>
    public bool IsBusy => underWay;

    /// <summary>Writes into the next commit.</summary>
    /// <param name="write">Puts its part into the draft; must not await.</param>
    /// <returns>True when it is on disk; false: it may not be, and the activation ends.</returns>
    public Task<bool> Commit(Action<CommitDraft> write)
    {
        if (poisoned)
            return Task.FromResult(false);
        // Its continuations run on this scheduler, in place: a hop less for every turn.
        var done = new TaskCompletionSource<bool>();
        waiting.Add((write, done));
        if (!underWay)
            _ = Run();
        return done.Task;
    }

    private async Task Run()
    {
        underWay = true;
        while (waiting.Count > 0)
        {
            var group = waiting;
            waiting = [];
            var committed = await Write(group);
            foreach (var (_, done) in group)
                done.TrySetResult(committed);
            if (!committed)
            {
                foreach (var (_, done) in waiting)
                    done.TrySetResult(false);
                return;
            }
        }
        underWay = false;
    }

    private async Task<bool> Write(
        List<(Action<CommitDraft> Write, TaskCompletionSource<bool> Done)> group)
    {
        CommitResult result;
        try
        {
            var draft = new CommitDraft(memory, clock.GetUtcNow());
            foreach (var (write, _) in group)
                write(draft);
            if (draft.IsEmpty)
                return true;
            var commit = draft.ToCommit();
            result = await store.Commit(commit);
            if (result is CommitResult.Committed { Handle: var handle })
            {
                memory.Handle = handle;
                memory.Row = commit.Row;
                return true;
            }
        }
        catch (Exception failure)
        {
            result = new CommitResult.Unknown(failure.GetType().Name);
        }
        poisoned = true;
        poison(result);
        return false;
    }
}
