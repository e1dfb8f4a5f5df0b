using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>
/// What an operator asks of the store: whose conversations there are, what was said in them, who
/// did what. Every call looks at a bounded part of the tables, and none costs a turn anything.
/// </summary>
public interface IConversationArchive
{
    /// <summary>Lists sessions, in the order of their keys.</summary>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    Task<SessionPage> FindSessions(SessionQuery query);

    /// <summary>
    /// Lists entries of the conversation log: by session in the order of their keys, within a
    /// session in its own order.
    /// </summary>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    Task<LogPage> FindLog(LogQuery query);

    /// <summary>
    /// What stands for a person where their id must not: the same for the same user of the same
    /// endpoint, another in every other database, and no way back.
    /// </summary>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    Task<string> Pseudonym(EndpointId endpoint, string user);

    /// <summary>Writes down what somebody did, and returns when it is on disk.</summary>
    /// <param name="entry">What was done; no ids of users, see <see cref="Pseudonym"/>.</param>
    /// <exception cref="StoreException">It is not, or not known to be, on disk.</exception>
    Task Audit(AuditEntry entry);

    /// <summary>Lists what was done, the latest first.</summary>
    /// <param name="before">Only entries with a smaller id; null: from the latest.</param>
    /// <param name="limit">The most to return.</param>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    Task<IReadOnlyList<AuditEntry>> FindAudit(long? before, int limit);

    /// <summary>Removes the oldest of what was done.</summary>
    /// <param name="before">Only what was done before.</param>
    /// <param name="limit">The most to remove.</param>
    /// <returns>How many were removed; less than the limit: no more are that old.</returns>
    /// <exception cref="StoreException">It is not known whether they were.</exception>
    Task<int> PruneAudit(DateTimeOffset before, int limit);

    /// <summary>
    /// Removes entries of the log that are old and finished: events whose turn is over, replies
    /// that left or never will. A step of it; turns go on meanwhile.
    /// </summary>
    /// <param name="before">Only entries written before.</param>
    /// <param name="after">Where to go on: a step's <see cref="PrunedLog.Next"/>; 0: begin.</param>
    /// <exception cref="StoreException">It is not known how far it came.</exception>
    Task<PrunedLog> PruneLog(DateTimeOffset before, long after);

    /// <summary>
    /// Removes what erased sessions and removed entries left in the unused parts of the store's
    /// files, as far as the store has a hand in it; returns when it is done. Commits go on
    /// meanwhile. It goes through all of the files: once after many erasures, not after each.
    /// </summary>
    /// <exception cref="StoreException">It could not be done; nothing is lost.</exception>
    Task Scrub();
}
