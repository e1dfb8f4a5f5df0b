using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>
/// Where sessions live: one row a session, and one table of entries that is inbox, dedupe, outbox
/// and conversation log in one. Safe for use by many sessions at once; never throws for the state
/// of the disk or the network: that is what <see cref="CommitResult"/> is for.
/// </summary>
public interface ISessionStore
{
    /// <summary>Reads a session as it is on disk.</summary>
    /// <param name="session">The session.</param>
    /// <param name="recentEvents">How many of the latest events to name.</param>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    Task<SessionSnapshot> Load(SessionId session, int recentEvents);

    /// <summary>
    /// Writes a session's next version, all of it or nothing, and returns when it is on disk.
    /// </summary>
    Task<CommitResult> Commit(SessionCommit commit);

    /// <summary>
    /// Writes what became of replies, and returns when it is on disk. Safe to repeat; never a
    /// conflict, and never an error where the session or the reply is not there any more.
    /// </summary>
    Task<CommitResult> Mark(SessionMarks marks);

    /// <summary>Lists dead letters.</summary>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    Task<IReadOnlyList<DeadLetter>> FindDead(DeadLetterQuery query);

    /// <summary>Reads an event and all its replies, or null where the event is not known.</summary>
    /// <param name="session">The session.</param>
    /// <param name="key">The event.</param>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    Task<IReadOnlyList<Entry>?> FindTurn(SessionId session, EventKey key);

    /// <summary>
    /// Sessions whose time has come and that have work left: events without a turn, or replies that
    /// have not left. The longest overdue first.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="limit">The most to return.</param>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    Task<IReadOnlyList<SessionId>> FindDue(DateTimeOffset now, int limit);

    /// <summary>
    /// Takes the time from sessions whose time has come and that have no work left: the mark of a
    /// session's last reply does not, so that it writes one row only.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="limit">The most to change.</param>
    /// <returns>How many were changed.</returns>
    /// <exception cref="StoreException">The store cannot do so now.</exception>
    Task<int> SettleDue(DateTimeOffset now, int limit);

    /// <summary>Reads a session's log in order.</summary>
    /// <param name="session">The session.</param>
    /// <param name="after">
    /// Entries with a greater sequence number than this; 0: from the start.
    /// </param>
    /// <param name="limit">The most to return.</param>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    Task<IReadOnlyList<Entry>> ReadLog(SessionId session, long after, int limit);

    /// <summary>
    /// Deletes a session and its log. Its event keys stay until <paramref name="tombstonesUntil"/>,
    /// so that a late redelivery is known.
    /// </summary>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    Task Erase(SessionId session, DateTimeOffset tombstonesUntil);
}
