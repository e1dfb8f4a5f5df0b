namespace TockOrleans.Stores.Postgres;

/// <summary>The statements that read.</summary>
internal static class Queries
{
    // A turn's replies are looked for among so many entries after its event; those farther away
    // are in the index entry_far, whose condition has the same number.
    private const int Near = 64;

    private const string Columns =
        "seq, turn, status, attempts, at, entry.key, vendor_id, body, parts, reason";

    private const string Id = "(SELECT id FROM session WHERE name = $1)";

    /// <summary>Several statements, one picture of the database.</summary>
    public const string Begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    public const string End = "COMMIT";

    public const string Session =
        """
        SELECT id, version, state, reply_address, last_user_at, next_seq, due, paused_until
        FROM session WHERE name = $1
        """;

    public const string Unfinished =
        $"""
        SELECT {Columns} FROM entry
        WHERE session = {Id} AND status IN (1, 5, 10, 11, 13) ORDER BY seq
        """;

    public const string Recent =
        $"""
        SELECT seq, key, status FROM entry
        WHERE session = {Id} AND key IS NOT NULL ORDER BY seq DESC LIMIT $2
        """;

    public const string Tombstones =
        "SELECT key FROM tombstone WHERE session = $1 AND until > $2";

    public static readonly string Turn =
        $"""
        WITH arrival AS MATERIALIZED (
            SELECT session AS of, seq AS place FROM entry WHERE session = {Id} AND key = $2)
        SELECT {Columns} FROM arrival JOIN entry ON session = of AND seq = place
        UNION ALL
        SELECT {Columns} FROM arrival JOIN entry
            ON session = of AND seq BETWEEN place + 1 AND place + {Near} AND turn = place
                AND entry.key IS NULL
        UNION ALL
        SELECT {Columns} FROM arrival JOIN entry
            ON session = of AND turn = place AND entry.key IS NULL
                AND (seq < turn OR seq > turn + {Near})
        ORDER BY seq
        """;

    private const string WorkLeft =
        """
        SELECT 1 FROM entry
        WHERE entry.session = session.id AND status IN (1, 5, 10, 11, 13) AND status <> 13
        """;

    public const string Due =
        $"""
        SELECT key FROM session WHERE due <= $1 AND EXISTS ({WorkLeft})
        ORDER BY due LIMIT $2
        """;

    // The time is asked again of a row that somebody wrote meanwhile: new work has a new time.
    public const string SettleDue =
        $"""
        UPDATE session SET due = NULL WHERE due <= $1 AND id IN (
            SELECT id FROM session WHERE due <= $1 AND NOT EXISTS ({WorkLeft})
            ORDER BY due LIMIT $2)
        """;

    public const string Log =
        $"SELECT {Columns} FROM entry WHERE session = {Id} AND seq > $2 ORDER BY seq LIMIT $3";

    // From the dead letters to their sessions: there are few of them. Between '/' and '0', which
    // comes next, are all keys of an endpoint.
    public const string Dead =
        $"""
        SELECT {Columns}, session.key FROM entry JOIN session ON session.id = entry.session
        WHERE status = 15 AND session.key > $1 || '/' AND session.key < $1 || '0'
            AND (session.key, seq) > ($2, $3)
            AND ($4::bytea IS NULL OR reason = $4
                OR substring(reason FROM 1 FOR length($4) + 1) = $4 || ':'::bytea)
        ORDER BY session.key, seq LIMIT $5
        """;

    public const string Erase = "SELECT erase_session($1, $2, $3)";

    public const string FindState =
        "SELECT etag, body FROM grain_state WHERE type = $1 AND id = $2";

    public const string AddState =
        """
        INSERT INTO grain_state (type, id, etag, body) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING
        """;

    public const string ChangeState =
        "UPDATE grain_state SET etag = $3, body = $4 WHERE type = $1 AND id = $2 AND etag = $5";

    public const string ClearState =
        "DELETE FROM grain_state WHERE type = $1 AND id = $2 AND etag = $3";
}
