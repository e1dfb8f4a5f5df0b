namespace TockOrleans.Stores.Postgres;

/// <summary>The statements that find and remove what is old.</summary>
internal static class PruningQueries
{
    private const string InSpan = "session.id > $1 AND session.id <= $2";

    public const string LastOf =
        "SELECT max(id) FROM (SELECT id FROM session WHERE id > $1 ORDER BY id LIMIT $2) AS found";

    // LATERAL: of each session only where its first entry is old.
    public const string Old =
        $"""
        SELECT chosen.id, found.seq
        FROM (SELECT id FROM session WHERE {InSpan}
                AND (SELECT at FROM entry AS first WHERE first.session = session.id
                    ORDER BY seq LIMIT 1) < $3
            ORDER BY id) AS chosen
        CROSS JOIN LATERAL (
            SELECT seq FROM entry WHERE session = chosen.id AND at < $3
                AND status NOT IN (1, 5, 10, 11, 13)
            ORDER BY seq LIMIT $4) AS found
        ORDER BY chosen.id, found.seq LIMIT $4
        """;

    public const string Drop =
        """
        DELETE FROM entry USING unnest($1::bigint[], $2::bigint[]) AS old (session, seq)
        WHERE entry.session = old.session AND entry.seq = old.seq
            AND entry.status NOT IN (1, 5, 10, 11, 13)
        """;

    public const string Silent =
        $"""
        SELECT key, version FROM session
        WHERE {InSpan} AND last_user_at < $3 AND coalesce(paused_until, 0) < $3
            AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.session = session.id)
        """;

    public const string DropAudit =
        """
        DELETE FROM audit WHERE id IN (
            SELECT id FROM (SELECT id, at FROM audit ORDER BY id LIMIT $2) AS first
            WHERE at < $1)
        """;
}
