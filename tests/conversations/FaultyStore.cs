using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Conversations.Tests;

/// <summary>The real store, and faults on demand between it and the sessions.</summary>
public sealed class FaultyStore(ISessionStore store) : ISessionStore
{
    private int commits;

    /// <summary>What happens to commits; null: nothing, they go through.</summary>
    public Func<SessionCommit, ISessionStore, Task<CommitResult>>? Fault { get; set; }

    public ISessionStore Real => store;

    public int Commits => Volatile.Read(ref commits);

    /// <summary>The next commit meets the fault, those after it do not.</summary>
    public void FailOnce(Func<SessionCommit, ISessionStore, Task<CommitResult>> fault) =>
        Fault = (commit, real) =>
        {
            Fault = null;
            return fault(commit, real);
        };

    public Task<CommitResult> Commit(SessionCommit commit)
    {
        Interlocked.Increment(ref commits);
        return Fault is { } fault ? fault(commit, store) : store.Commit(commit);
    }

    /// <summary>What happens to marks in place of being written; null: they go through.</summary>
    public Func<SessionMarks, CommitResult>? MarkFault { get; set; }

    public Task<CommitResult> Mark(SessionMarks marks) =>
        MarkFault is { } fault ? Task.FromResult(fault(marks)) : store.Mark(marks);

    public Task<IReadOnlyList<DeadLetter>> FindDead(DeadLetterQuery query) =>
        store.FindDead(query);

    public Task<SessionSnapshot> Load(SessionId session, int recentEvents) =>
        store.Load(session, recentEvents);

    public Task<IReadOnlyList<Entry>?> FindTurn(SessionId session, EventKey key) =>
        store.FindTurn(session, key);

    public Task<IReadOnlyList<SessionId>> FindDue(DateTimeOffset now, int limit) =>
        store.FindDue(now, limit);

    public Task<int> SettleDue(DateTimeOffset now, int limit) => store.SettleDue(now, limit);

    /// <summary>Whether the log cannot be read.</summary>
    public bool FailsReadLog { get; set; }

    public Task<IReadOnlyList<Entry>> ReadLog(SessionId session, long after, int limit) =>
        FailsReadLog
            ? Task.FromException<IReadOnlyList<Entry>>(new StoreException("as told"))
            : store.ReadLog(session, after, limit);

    public Task Erase(SessionId session, DateTimeOffset tombstonesUntil) =>
        store.Erase(session, tombstonesUntil);
}
