using Microsoft.Data.Sqlite;
using TockOrleans.Messages;

namespace TockOrleans.Stores.Sqlite;

/// <summary>Finds what is old, beside the writer.</summary>
internal static class PruningReader
{
    private const string InSpan = "session.id > $1 AND session.id <= $2";

    public static long? LastOf(SqliteConnection connection, long after, int sessions)
    {
        using var command = Sql.Prepare(
            connection,
            "SELECT max(id) FROM (SELECT id FROM session WHERE id > $1 ORDER BY id LIMIT $2)",
            2);
        return command.Set(1, after).Set(2, sessions).ExecuteScalar() as long?;
    }

    public static List<(long Session, long Seq)> Old(
        SqliteConnection connection, PruningSpan span, int limit)
    {
        using var command = Sql.Prepare(
            connection,
            $"""
            SELECT entry.session, entry.seq
            FROM session CROSS JOIN entry ON entry.session = session.id
            WHERE {InSpan}
                AND (SELECT at FROM entry AS first WHERE first.session = session.id
                    ORDER BY seq LIMIT 1) < $3
                AND at < $3 AND status NOT IN (1, 5, 10, 11, 13)
            ORDER BY session.id, entry.seq LIMIT $4
            """,
            4);
        return SqliteReader.Read(
            command.Set(1, span.After).Set(2, span.Last).Set(3, span.Before).Set(4, limit),
            static row => (row.GetInt64(0), row.GetInt64(1)));
    }

    public static List<SilentSession> Silent(SqliteConnection connection, PruningSpan span)
    {
        using var command = Sql.Prepare(
            connection,
            $"""
            SELECT key, version FROM session
            WHERE {InSpan} AND last_user_at < $3 AND ifnull(paused_until, 0) < $3
                AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.session = session.id)
            """,
            3);
        return SqliteReader.Read(
            command.Set(1, span.After).Set(2, span.Last).Set(3, span.Before),
            static row => new SilentSession(SessionId.Parse(row.GetString(0)), row.GetInt64(1)));
    }
}
