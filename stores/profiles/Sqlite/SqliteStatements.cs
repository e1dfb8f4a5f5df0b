using Microsoft.Data.Sqlite;

namespace TockOrleans.Stores.Sqlite;

/// <summary>The writer's connection and its prepared statements. One thread at a time.</summary>
internal sealed class SqliteStatements : IDisposable
{
    // SQLITE_DBSTATUS_CACHE_WRITE
    private const int PagesWritten = 9;

    private const string AuditText =
        """
        INSERT INTO audit (at, who, role, what, target, outcome)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """;

    private readonly SqliteConnection connection;
    private readonly List<Statement> all = [];

    public SqliteStatements(SqliteConnection connection)
    {
        this.connection = connection;
        Begin = Prepare("BEGIN IMMEDIATE");
        Commit = Prepare("COMMIT");
        Savepoint = Prepare("SAVEPOINT work");
        Release = Prepare("RELEASE work");
        RollbackTo = Prepare("ROLLBACK TO work");
        AddSession = Prepare(
            """
            INSERT INTO session
                (key, version, state, reply_address, last_user_at, next_seq, due, paused_until)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT DO NOTHING
            """);
        ChangeSession = Prepare(
            """
            UPDATE session SET version = ?1, state = ?2, reply_address = ?3, last_user_at = ?4,
                next_seq = ?5, due = ?6, paused_until = ?7
            WHERE id = ?8 AND version = ?9
            """);
        AddEntry = Prepare(
            """
            INSERT INTO entry
                (session, seq, turn, status, attempts, at, key, vendor_id, body, parts, reason)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        ChangeEntry = Prepare(
            """
            UPDATE entry SET status = ?1, attempts = ?2, turn = ifnull(?3, turn)
            WHERE session = ?4 AND seq = ?5
            """);
        MarkEntry = Prepare(
            """
            UPDATE entry SET status = ?1, attempts = max(attempts, ?2), parts = max(parts, ?3),
                vendor_id = ifnull(?4, vendor_id), reason = ifnull(?5, reason)
            WHERE session = ?6 AND seq = ?7 AND (?8 >> status) & 1
            """);
        ChangeDue = Prepare("UPDATE session SET due = ?1 WHERE id = ?2 AND version = ?3");
        SettleDue = Prepare(
            $"""
            UPDATE session SET due = NULL WHERE id IN (
                SELECT id FROM session WHERE due <= ?1 AND NOT EXISTS ({Sql.WorkLeft})
                ORDER BY due LIMIT ?2)
            """);
        AddAudit = Prepare(AuditText);
        (DropAudit, DropEntry) = PreparePruning();
        (AddTombstones, DropTombstones, EraseEntries, EraseSession) = PrepareErasure();
        (AddState, ChangeState, FindState, ClearState) = PrepareStates();
    }

    public Statement Begin { get; }

    public Statement Commit { get; }

    public Statement Savepoint { get; }

    public Statement Release { get; }

    public Statement RollbackTo { get; }

    public Statement AddSession { get; }

    public Statement ChangeSession { get; }

    public Statement AddEntry { get; }

    public Statement ChangeEntry { get; }

    public Statement MarkEntry { get; }

    public Statement ChangeDue { get; }

    public Statement SettleDue { get; }

    public Statement AddAudit { get; }

    public Statement DropAudit { get; }

    public Statement DropEntry { get; }

    public Statement AddTombstones { get; }

    public Statement DropTombstones { get; }

    public Statement EraseEntries { get; }

    public Statement EraseSession { get; }

    public Statement AddState { get; }

    public Statement ChangeState { get; }

    public Statement ClearState { get; }

    public Statement FindState { get; }

    public SqliteConnection Connection => connection;

    /// <summary>How many pages were written since it was asked last.</summary>
    public int TakePagesWritten()
    {
        _ = SQLitePCL.raw.sqlite3_db_status(
            connection.Handle, PagesWritten, out var pages, out _, resetFlg: 1);
        return pages;
    }

    /// <summary>Lets go of all pages in memory; not within a transaction.</summary>
    public void ForgetPages() => Sql.Run(connection, "PRAGMA shrink_memory");

    /// <summary>Undoes what is under way; SQLite may have done so itself.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            Sql.Run(connection, "ROLLBACK");
    }

    public void Dispose()
    {
        foreach (var statement in all)
            statement.Dispose();
        connection.Dispose();
    }

    // In the order they were written, so as to look only at as many as may go.
    private (Statement Audit, Statement Entry) PreparePruning() => (
        Prepare(
            """
            DELETE FROM audit WHERE id IN (
                SELECT id FROM (SELECT id, at FROM audit ORDER BY id LIMIT ?2) WHERE at < ?1)
            """),
        Prepare(
            """
            DELETE FROM entry
            WHERE session = ?1 AND seq = ?2 AND status NOT IN (1, 5, 10, 11, 13)
            """));

    private (Statement Add, Statement Drop, Statement Entries, Statement Session)
        PrepareErasure() => (
        Prepare(
            """
            INSERT OR REPLACE INTO tombstone (session, key, until)
            SELECT ?1, key, ?2 FROM entry
            WHERE session = (SELECT id FROM session WHERE key = ?3) AND key IS NOT NULL
            """),
        Prepare("DELETE FROM tombstone WHERE until < ?1"),
        Prepare("DELETE FROM entry WHERE session = (SELECT id FROM session WHERE key = ?1)"),
        Prepare("DELETE FROM session WHERE key = ?1"));

    private (Statement Add, Statement Change, Statement Find, Statement Clear) PrepareStates() => (
        Prepare(
            "INSERT OR IGNORE INTO grain_state (type, id, etag, body) VALUES (?1, ?2, ?3, ?4)"),
        Prepare(
            """
            UPDATE grain_state SET etag = ?1, body = ?2 WHERE type = ?3 AND id = ?4 AND etag = ?5
            """),
        Prepare("SELECT 1 FROM grain_state WHERE type = ?1 AND id = ?2"),
        Prepare("DELETE FROM grain_state WHERE type = ?1 AND id = ?2 AND etag = ?3"));

    private Statement Prepare(string text)
    {
        var statement = new Statement(connection, text);
        all.Add(statement);
        return statement;
    }
}
