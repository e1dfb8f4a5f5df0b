using Microsoft.Data.Sqlite;

namespace TockOrleans.Stores.Sqlite;

/// <summary>The writer's connection and its prepared statements. One thread at a time.</summary>
internal sealed class SqliteStatements : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly List<SqliteCommand> all = [];

    public SqliteStatements(SqliteConnection connection)
    {
        this.connection = connection;
        Begin = Prepare("BEGIN IMMEDIATE", 0);
        Commit = Prepare("COMMIT", 0);
        Savepoint = Prepare("SAVEPOINT work", 0);
        Release = Prepare("RELEASE work", 0);
        RollbackTo = Prepare("ROLLBACK TO work", 0);
        AddSession = Prepare(
            """
            INSERT INTO session
                (key, version, state, reply_address, last_user_at, next_seq, due)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT DO NOTHING RETURNING id
            """, 7);
        ChangeSession = Prepare(
            """
            UPDATE session SET version = $1, state = $2, reply_address = $3, last_user_at = $4,
                next_seq = $5, due = $6
            WHERE id = $7 AND version = $8
            """, 8);
        AddEntry = Prepare(
            """
            INSERT INTO entry (session, seq, turn, status, attempts, at, key, vendor_id, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, 9);
        ChangeEntry = Prepare(
            """
            UPDATE entry SET status = $1, attempts = $2, turn = ifnull($3, turn)
            WHERE session = $4 AND seq = $5
            """, 5);
        AddTombstones = Prepare(
            """
            INSERT OR REPLACE INTO tombstone (session, key, until)
            SELECT $1, key, $2 FROM entry
            WHERE session = (SELECT id FROM session WHERE key = $3) AND key IS NOT NULL
            """, 3);
        DropTombstones = Prepare("DELETE FROM tombstone WHERE until < $1", 1);
        EraseEntries = Prepare(
            "DELETE FROM entry WHERE session = (SELECT id FROM session WHERE key = $1)", 1);
        EraseSession = Prepare("DELETE FROM session WHERE key = $1", 1);
        AddState = Prepare(
            """
            INSERT INTO grain_state (type, id, etag, body) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """, 4);
        ChangeState = Prepare(
            """
            UPDATE grain_state SET etag = $1, body = $2
            WHERE type = $3 AND id = $4 AND etag = $5
            """, 5);
        FindState = Prepare("SELECT 1 FROM grain_state WHERE type = $1 AND id = $2", 2);
        ClearState = Prepare(
            "DELETE FROM grain_state WHERE type = $1 AND id = $2 AND etag = $3", 3);
    }

    public SqliteCommand Begin { get; }

    public SqliteCommand Commit { get; }

    public SqliteCommand Savepoint { get; }

    public SqliteCommand Release { get; }

    public SqliteCommand RollbackTo { get; }

    public SqliteCommand AddSession { get; }

    public SqliteCommand ChangeSession { get; }

    public SqliteCommand AddEntry { get; }

    public SqliteCommand ChangeEntry { get; }

    public SqliteCommand AddTombstones { get; }

    public SqliteCommand DropTombstones { get; }

    public SqliteCommand EraseEntries { get; }

    public SqliteCommand EraseSession { get; }

    public SqliteCommand AddState { get; }

    public SqliteCommand ChangeState { get; }

    public SqliteCommand ClearState { get; }

    public SqliteCommand FindState { get; }

    public static int Run(SqliteCommand command) => command.ExecuteNonQuery();

    /// <summary>Undoes what is under way; SQLite may have done so itself.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            Sql.Run(connection, "ROLLBACK");
    }

    public void Dispose()
    {
        foreach (var command in all)
            command.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string text, int parameters)
    {
        var command = Sql.Prepare(connection, text, parameters);
        all.Add(command);
        return command;
    }
}
