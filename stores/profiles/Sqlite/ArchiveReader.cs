using Microsoft.Data.Sqlite;
using TockOrleans.Messages;

namespace TockOrleans.Stores.Sqlite;

/// <summary>The archive's prepared statements on a reader's connection.</summary>
internal sealed class ArchiveReader : IDisposable
{
    private readonly List<SqliteCommand> all = [];
    private readonly SqliteConnection connection;
    private readonly SqliteCommand firstKey;
    private readonly SqliteCommand sessions;
    private readonly SqliteCommand keys;
    private readonly SqliteCommand entries;
    private readonly SqliteCommand personKey;
    private readonly SqliteCommand audit;

    public ArchiveReader(SqliteConnection connection)
    {
        this.connection = connection;
        firstKey = Prepare("SELECT key FROM session WHERE key >= $1 ORDER BY key LIMIT 1", 1);
        sessions = Prepare(
            """
            SELECT key, version, last_user_at, next_seq, due, paused_until,
                (SELECT count(*) FROM entry INDEXED BY entry_unfinished
                    WHERE session = session.id AND status IN (1, 5, 10, 11, 13))
            FROM session WHERE key >= $1 AND key < $2 ORDER BY key LIMIT $3
            """, 3);
        keys = Prepare(
            "SELECT key FROM session WHERE key >= $1 AND key < $2 ORDER BY key LIMIT $3", 3);
        // CROSS JOIN: the sessions in order, and of each only where its time fits its entries.
        entries = Prepare(
            """
            SELECT seq, turn, status, attempts, at, entry.key, vendor_id, body, parts, reason,
                session.key
            FROM session CROSS JOIN entry ON entry.session = session.id
            WHERE session.key >= $1 AND session.key < $2
                AND (SELECT at FROM entry AS last WHERE last.session = session.id
                    ORDER BY seq DESC LIMIT 1) >= $3
                AND (SELECT at FROM entry AS first WHERE first.session = session.id
                    ORDER BY seq LIMIT 1) < $4
                AND at >= $5 AND at < $6 AND (session.key, seq) > ($7, $8)
            ORDER BY session.key, seq LIMIT $9
            """, 9);
        personKey = Prepare("SELECT value FROM install WHERE name = 'person_key'", 0);
        audit = Prepare(
            """
            SELECT id, at, who, role, what, target, outcome FROM audit
            WHERE id < $1 ORDER BY id DESC LIMIT $2
            """, 2);
    }

    public string? FirstKey(string from) => (string?)firstKey.Set(1, from).ExecuteScalar();

    public List<SessionSummary> Sessions(KeySpan span, int limit) => SqliteReader.Read(
        sessions.Set(1, span.From).Set(2, span.To).Set(3, limit),
        static row => new SessionSummary(
            SessionId.Parse(row.GetString(0)),
            row.GetInt64(1),
            Sql.Time(row.GetInt64(2)),
            row.GetInt64(3) - 1,
            row.GetInt32(6),
            SqliteReader.Time(row, 4),
            SqliteReader.Time(row, 5)));

    public List<string> Keys(KeySpan span, int limit) => SqliteReader.Read(
        keys.Set(1, span.From).Set(2, span.To).Set(3, limit), static row => row.GetString(0));

    public List<LogEntry> Entries(KeySpan span, EntryFilter filter) => SqliteReader.Read(
        entries.Set(1, span.From).Set(2, span.To)
            .Set(3, filter.LastAtLeast).Set(4, filter.FirstBefore)
            .Set(5, filter.From).Set(6, filter.To)
            .Set(7, filter.AfterKey).Set(8, filter.AfterSeq).Set(9, filter.Limit),
        static row => new LogEntry(
            SessionId.Parse(row.GetString(10)), SqliteReader.ToEntry(row)));

    public byte[] PersonKey() => (byte[])personKey.ExecuteScalar()!;

    public List<AuditEntry> Audit(long before, int limit) => SqliteReader.Read(
        audit.Set(1, before).Set(2, limit),
        static row => new AuditEntry(
            row.GetInt64(0),
            Sql.Time(row.GetInt64(1)),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            row.GetString(6)));

    public void Dispose()
    {
        foreach (var command in all)
            command.Dispose();
    }

    private SqliteCommand Prepare(string text, int parameters)
    {
        var command = Sql.Prepare(connection, text, parameters);
        all.Add(command);
        return command;
    }
}
