using NpgsqlTypes;
using TockOrleans.Messages;

namespace TockOrleans.Stores.Postgres;

/// <summary>The archive of the PostgreSQL store.</summary>
public sealed class PostgresArchive : IConversationArchive
{
    private const NpgsqlDbType Bigint = NpgsqlDbType.Bigint;
    private const NpgsqlDbType Bigints = NpgsqlDbType.Array | NpgsqlDbType.Bigint;
    private const NpgsqlDbType Bytea = NpgsqlDbType.Bytea;
    private const NpgsqlDbType Letters = NpgsqlDbType.Text;

    private static readonly TimeSpan ScrubMax = TimeSpan.FromHours(1);

    private readonly PostgresSessionStore store;
    private readonly ArchiveWalk walk;
    private readonly LogPruning pruning;
    private byte[]? personKey;

    /// <summary>The archive of what a store holds.</summary>
    public PostgresArchive(PostgresSessionStore store)
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
        personKey ??= (await store.Read(connection => PostgresReader.Read(
            connection,
            ArchiveQueries.PersonKey,
            static _ => { },
            static row => PostgresReader.Bytes(row, 0))).ConfigureAwait(false))[0];
        return PersonNames.Of(personKey, endpoint, user);
    }

    /// <inheritdoc/>
    public Task Audit(AuditEntry entry) => store.Change(
        "the audit was written",
        ArchiveQueries.AddAudit,
        parameters => parameters
            .With(Bigint, Columns.Milliseconds(entry.At))
            .With(Bytea, Columns.Bytes(entry.Who))
            .With(Bytea, Columns.Bytes(entry.Role))
            .With(Bytea, Columns.Bytes(entry.What))
            .With(Bytea, Columns.Bytes(entry.Target))
            .With(Bytea, Columns.Bytes(entry.Outcome)));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditEntry>> FindAudit(long? before, int limit) =>
        await store.Read(connection => PostgresReader.Read(
            connection,
            ArchiveQueries.Audit,
            parameters => parameters
                .With(Bigint, before ?? long.MaxValue).With(Bigint, (long)limit),
            static row => new AuditEntry(
                row.GetInt64(0),
                Columns.Time(row.GetInt64(1)),
                Text(row, 2),
                Text(row, 3),
                Text(row, 4),
                Text(row, 5),
                Text(row, 6)))).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<int> PruneAudit(DateTimeOffset before, int limit) => store.Change(
        "what was done long ago was removed",
        PruningQueries.DropAudit,
        parameters => parameters
            .With(Bigint, Columns.Milliseconds(before)).With(Bigint, (long)limit));

    /// <inheritdoc/>
    public Task<PrunedLog> PruneLog(DateTimeOffset before, long after) =>
        pruning.Step(before, after);

    /// <summary>
    /// Vacuums the tables. What was erased may stand in the unused parts of pages until they are
    /// written over, and in the server's log and backups until they are recycled.
    /// </summary>
    public Task Scrub() => store.Change(
        "the tables were vacuumed", ArchiveQueries.Scrub, static _ => { }, ScrubMax);

    private static string Text(Npgsql.NpgsqlDataReader row, int column) =>
        Columns.Text(PostgresReader.Bytes(row, column));

    private sealed class Tables(PostgresSessionStore store) : IArchiveTables, IPruningTables
    {
        public async Task<string?> FirstKey(string from) =>
            (await store.Read(connection => PostgresReader.Read(
                connection,
                ArchiveQueries.FirstKey,
                parameters => parameters.With(Letters, from),
                static row => row.GetString(0))).ConfigureAwait(false)).FirstOrDefault();

        public Task<List<SessionSummary>> Sessions(KeySpan span, int limit) =>
            store.Read(connection => PostgresReader.Read(
                connection,
                ArchiveQueries.Sessions,
                parameters => parameters
                    .With(Letters, span.From).With(Letters, span.To).With(Bigint, (long)limit),
                static row => new SessionSummary(
                    SessionId.Parse(row.GetString(0)),
                    row.GetInt64(1),
                    Columns.Time(row.GetInt64(2)),
                    row.GetInt64(3) - 1,
                    (int)row.GetInt64(6),
                    PostgresReader.Time(row, 4),
                    PostgresReader.Time(row, 5))));

        public Task<List<string>> Keys(KeySpan span, int limit) =>
            store.Read(connection => PostgresReader.Read(
                connection,
                ArchiveQueries.Keys,
                parameters => parameters
                    .With(Letters, span.From).With(Letters, span.To).With(Bigint, (long)limit),
                static row => row.GetString(0)));

        public Task<List<LogEntry>> Entries(KeySpan span, EntryFilter query) =>
            store.Read(connection => PostgresReader.Read(
                connection,
                ArchiveQueries.Entries,
                parameters => parameters
                    .With(Letters, span.From).With(Letters, span.To)
                    .With(Bigint, query.LastAtLeast).With(Bigint, query.FirstBefore)
                    .With(Bigint, query.From).With(Bigint, query.To)
                    .With(Letters, query.AfterKey).With(Bigint, query.AfterSeq)
                    .With(Bigint, (long)query.Limit),
                static row => new LogEntry(
                    SessionId.Parse(row.GetString(10)), PostgresReader.ToEntry(row))));

        public async Task<long?> LastOf(long after, int sessions) =>
            (await store.Read(connection => PostgresReader.Read(
                connection,
                PruningQueries.LastOf,
                parameters => parameters.With(Bigint, after).With(Bigint, (long)sessions),
                static row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0)))
                .ConfigureAwait(false))[0];

        public async Task<(int Found, int Removed)> Remove(PruningSpan span, int limit)
        {
            var old = await store.Read(connection => PostgresReader.Read(
                connection,
                PruningQueries.Old,
                parameters => In(parameters, span).With(Bigint, (long)limit),
                static row => (Session: row.GetInt64(0), Seq: row.GetInt64(1))))
                .ConfigureAwait(false);
            return old.Count == 0
                ? (0, 0)
                : (old.Count, await store.Change(
                    "old entries were removed",
                    PruningQueries.Drop,
                    parameters => parameters
                        .With(Bigints, old.Select(entry => entry.Session).ToArray())
                        .With(Bigints, old.Select(entry => entry.Seq).ToArray()))
                    .ConfigureAwait(false));
        }

        public Task<List<SilentSession>> Silent(PruningSpan span) =>
            store.Read(connection => PostgresReader.Read(
                connection,
                PruningQueries.Silent,
                parameters => In(parameters, span),
                static row => new SilentSession(
                    SessionId.Parse(row.GetString(0)), row.GetInt64(1))));

        private static Npgsql.NpgsqlParameterCollection In(
            Npgsql.NpgsqlParameterCollection parameters, PruningSpan span) => parameters
            .With(Bigint, span.After).With(Bigint, span.Last).With(Bigint, span.Before);
    }
}
