using TockOrleans.Messages;

namespace TockOrleans.Stores.Sqlite;

/// <summary>The archive of the embedded store.</summary>
public sealed class SqliteArchive : IConversationArchive
{
    private readonly SqliteSessionStore store;
    private readonly ArchiveWalk walk;
    private readonly LogPruning pruning;
    private byte[]? personKey;

    /// <summary>The archive of what a store holds.</summary>
    public SqliteArchive(SqliteSessionStore store)
    {
        this.store = store;
        var tables = new Tables(store);
        walk = new ArchiveWalk(tables);
        pruning = new LogPruning(tables);
    }

    /// <inheritdoc/>
    public Task<SessionPage> FindSessions(SessionQuery query) => walk.FindSessions(query);

    /// <inheritdoc/>
    public Task<LogPage> FindLog(LogQuery query) => walk.FindLog(query);

    /// <inheritdoc/>
    public async Task<string> Pseudonym(EndpointId endpoint, string user)
    {
        personKey ??= await store.Read(reader => reader.Archive.PersonKey())
            .ConfigureAwait(false);
        return PersonNames.Of(personKey, endpoint, user);
    }

    /// <inheritdoc/>
    public Task Audit(AuditEntry entry) => store.Audit(entry);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditEntry>> FindAudit(long? before, int limit) =>
        store.Read<IReadOnlyList<AuditEntry>>(reader =>
            reader.Archive.Audit(before ?? long.MaxValue, limit));

    /// <inheritdoc/>
    public Task<int> PruneAudit(DateTimeOffset before, int limit) =>
        store.Prune(PruningWork.OfAudit(before, limit));

    /// <inheritdoc/>
    public Task<PrunedLog> PruneLog(DateTimeOffset before, long after) =>
        pruning.Step(before, after);

    /// <summary>Wipes the file's pages, see <see cref="SqliteSessionStore.Scrub"/>.</summary>
    public Task Scrub() => store.Scrub();

    private sealed class Tables(SqliteSessionStore store) : IArchiveTables, IPruningTables
    {
        public Task<string?> FirstKey(string from) =>
            store.Read(reader => reader.Archive.FirstKey(from));

        public Task<List<SessionSummary>> Sessions(KeySpan span, int limit) =>
            store.Read(reader => reader.Archive.Sessions(span, limit));

        public Task<List<string>> Keys(KeySpan span, int limit) =>
            store.Read(reader => reader.Archive.Keys(span, limit));

        public Task<List<LogEntry>> Entries(KeySpan span, EntryFilter query) =>
            store.Read(reader => reader.Archive.Entries(span, query));

        public Task<long?> LastOf(long after, int sessions) => store.Read(reader =>
            PruningReader.LastOf(reader.Connection, after, sessions));

        public async Task<(int Found, int Removed)> Remove(PruningSpan span, int limit)
        {
            var old = await store.Read(reader =>
                PruningReader.Old(reader.Connection, span, limit)).ConfigureAwait(false);
            return old.Count == 0
                ? (0, 0)
                : (old.Count, await store.Prune(PruningWork.OfLog(old)).ConfigureAwait(false));
        }

        public Task<List<SilentSession>> Silent(PruningSpan span) => store.Read(reader =>
            PruningReader.Silent(reader.Connection, span));
    }
}
