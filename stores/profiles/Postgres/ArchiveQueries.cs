namespace TockOrleans.Stores.Postgres;

/// <summary>The statements of the archive.</summary>
internal static class ArchiveQueries
{
    // The index session_key holds the beginning of each key; the rest is compared in the row.
    private const string InSpan =
        """
        left(session.key, 512) >= left($1, 512) AND left(session.key, 512) <= left($2, 512)
            AND session.key >= $1 AND session.key < $2
        """;

    private const string ByKey = "left(session.key, 512), session.key";

    public const string FirstKey =
        $"""
        SELECT key FROM session WHERE left(key, 512) >= left($1, 512) AND key >= $1
        ORDER BY {ByKey} LIMIT 1
        """;

    public const string Sessions =
        $"""
        SELECT key, version, last_user_at, next_seq, due, paused_until,
            (SELECT count(*) FROM entry
                WHERE session = session.id AND status IN (1, 5, 10, 11, 13))
        FROM session WHERE {InSpan} ORDER BY {ByKey} LIMIT $3
        """;

    public const string Keys =
        $"SELECT key FROM session WHERE {InSpan} ORDER BY {ByKey} LIMIT $3";

    // LATERAL: of each session in order only where its time fits its entries.
    public const string Entries =
        $"""
        WITH chosen AS MATERIALIZED (
            SELECT id, key FROM session WHERE {InSpan} AND session.key >= $7)
        SELECT seq, turn, status, attempts, at, found.key, vendor_id, body, parts, reason,
            chosen.key
        FROM (SELECT id, key FROM chosen
            WHERE (SELECT at FROM entry AS last WHERE last.session = chosen.id
                    ORDER BY seq DESC LIMIT 1) >= $3
                AND (SELECT at FROM entry AS first WHERE first.session = chosen.id
                    ORDER BY seq LIMIT 1) < $4
            ORDER BY key) AS chosen
        CROSS JOIN LATERAL (
            SELECT * FROM entry WHERE session = chosen.id AND at >= $5 AND at < $6
                AND (chosen.key > $7 OR seq > $8)
            ORDER BY seq LIMIT $9) AS found
        ORDER BY chosen.key, seq LIMIT $9
        """;

    public const string PersonKey = "SELECT value FROM install WHERE name = 'person_key'";

    public const string AddAudit =
        """
        INSERT INTO audit (at, who, role, what, target, outcome)
        VALUES ($1, $2, $3, $4, $5, $6)
        """;

    public const string Audit =
        """
        SELECT id, at, who, role, what, target, outcome FROM audit
        WHERE id < $1 ORDER BY id DESC LIMIT $2
        """;

    // Takes the dead rows out of the tables and their indexes, and their keys out of the planner's
    // samples; nobody waits for it.
    public const string Scrub = "VACUUM (INDEX_CLEANUP ON, ANALYZE) session, entry, tombstone";
}
