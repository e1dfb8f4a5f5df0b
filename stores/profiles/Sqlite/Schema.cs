using Microsoft.Data.Sqlite;

namespace TockOrleans.Stores.Sqlite;

/// <summary>The tables, and the steps from one version of them to the next.</summary>
internal static class Schema
{
    // "Tock", in the file's header: tells our file from another program's.
    private const int Application = 0x546F636B;

    /// <summary>One step a version; a step that was released is never changed.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE session (
            -- Never used twice: a late commit of an erased session must meet no other one.
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL,
            state BLOB NOT NULL,
            reply_address TEXT,
            last_user_at INTEGER NOT NULL,
            next_seq INTEGER NOT NULL,
            due INTEGER
        );
        CREATE INDEX session_due ON session (due) WHERE due IS NOT NULL;
        CREATE TABLE entry (
            session INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            turn INTEGER NOT NULL,
            status INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            at INTEGER NOT NULL,
            key BLOB,
            vendor_id TEXT,
            body BLOB NOT NULL,
            PRIMARY KEY (session, seq)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX entry_key ON entry (session, key) WHERE key IS NOT NULL;
        CREATE INDEX entry_unfinished ON entry (session, seq)
            WHERE status IN (1, 5, 10, 11, 13);
        -- Most replies follow their event closely and are found there; this has the others.
        CREATE INDEX entry_far ON entry (session, turn)
            WHERE key IS NULL AND (seq < turn OR seq > turn + 64);
        CREATE TABLE tombstone (
            session BLOB NOT NULL,
            key BLOB NOT NULL,
            until INTEGER NOT NULL,
            PRIMARY KEY (session, key)
        ) WITHOUT ROWID;
        CREATE INDEX tombstone_until ON tombstone (until);
        CREATE TABLE grain_state (
            type TEXT NOT NULL,
            id TEXT NOT NULL,
            etag INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (type, id)
        ) WITHOUT ROWID;
        """,
        """
        ALTER TABLE entry ADD COLUMN parts INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE entry ADD COLUMN reason TEXT;
        CREATE INDEX entry_dead ON entry (session, seq) WHERE status = 15;
        """,
        """
        ALTER TABLE session ADD COLUMN paused_until INTEGER;
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            who TEXT NOT NULL,
            role TEXT NOT NULL,
            what TEXT NOT NULL,
            target TEXT NOT NULL,
            outcome TEXT NOT NULL
        );
        -- What this database alone knows: persons have other pseudonyms in every other one.
        CREATE TABLE install (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        INSERT INTO install VALUES ('person_key', randomblob(32));
        """,
    ];

    public static int Newest => Steps.Length;

    /// <summary>Reads whose file it is. An empty one is ours to fill.</summary>
    /// <exception cref="StoreException">It is another program's, or a newer one's.</exception>
    public static void CheckOwner(SqliteConnection connection, string file)
    {
        var version = Number(connection, "PRAGMA user_version");
        var isEmpty = Number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (!isEmpty && Number(connection, "PRAGMA application_id") != Application)
            throw new StoreException(
                $"{file} is a database of another program. It was not changed. Give another data"
                + " folder.");
        if (version > Newest)
            throw new StoreException(
                $"{file} was written by a newer version of this program (its schema is {version},"
                + $" this program knows {Newest}). Run that version, or give another data folder.");
    }

    /// <summary>Takes the steps that are missing, each whole or not at all.</summary>
    public static void Upgrade(SqliteConnection connection)
    {
        for (var version = Number(connection, "PRAGMA user_version"); version < Newest; version++)
            Sql.Run(
                connection,
                $"BEGIN IMMEDIATE; {Steps[(int)version]}"
                + $" PRAGMA application_id = {Application};"
                + $" PRAGMA user_version = {version + 1}; COMMIT;");
    }

    private static long Number(SqliteConnection connection, string text) => Convert.ToInt64(
        Sql.Scalar(connection, text), System.Globalization.CultureInfo.InvariantCulture);
}
