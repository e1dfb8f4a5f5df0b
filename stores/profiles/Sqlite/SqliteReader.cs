using Microsoft.Data.Sqlite;
using TockOrleans.Messages;

namespace TockOrleans.Stores.Sqlite;

/// <summary>A connection that reads, and its prepared statements. One caller at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    // A turn's replies are looked for among so many entries after its event; those farther away are
    // in the index entry_far, whose condition has the same number.
    private const int Near = 64;

    private const string Columns =
        "seq, turn, status, attempts, at, key, vendor_id, body, parts, reason";

    private static readonly string RepliesOfTurn =
        $"""
        SELECT {Columns} FROM entry
        WHERE session = (SELECT id FROM session WHERE key = $1)
            AND seq BETWEEN $2 + 1 AND $2 + {Near} AND turn = $2 AND key IS NULL
        UNION ALL
        SELECT {Columns} FROM entry INDEXED BY entry_far
        WHERE session = (SELECT id FROM session WHERE key = $1) AND turn = $2
            AND key IS NULL AND (seq < turn OR seq > turn + {Near})
        """;

    // '0' comes next after '/': between them are all keys of an endpoint.
    private const string DeadLetters =
        """
        SELECT seq, turn, status, attempts, at, entry.key, vendor_id, body, parts, reason,
            session.key
        FROM session JOIN entry INDEXED BY entry_dead ON entry.session = session.id
        WHERE session.key > $1 || '/' AND session.key < $1 || '0'
            AND (session.key, seq) > ($2, $3) AND status = 15
            AND ($4 IS NULL OR reason = $4 OR substr(reason, 1, length($4) + 1) = $4 || ':')
        ORDER BY session.key, seq LIMIT $5
        """;

    private readonly SqliteConnection connection;
    private readonly List<SqliteCommand> all = [];
    private readonly SqliteCommand begin;
    private readonly SqliteCommand end;
    private readonly SqliteCommand session;
    private readonly SqliteCommand unfinished;
    private readonly SqliteCommand recent;
    private readonly SqliteCommand tombstones;
    private readonly SqliteCommand arrival;
    private readonly SqliteCommand replies;
    private readonly SqliteCommand due;
    private readonly SqliteCommand log;
    private readonly SqliteCommand state;
    private readonly SqliteCommand anyTombstone;
    private readonly SqliteCommand dead;
    private ArchiveReader? archive;

    // INDEXED BY, for SQLite would rather walk a session's whole log.
    public SqliteReader(string file)
    {
        connection = SqliteDatabase.OpenToRead(file);
        begin = Prepare("BEGIN", 0);
        end = Prepare("COMMIT", 0);
        session = Prepare(
            """
            SELECT id, version, state, reply_address, last_user_at, next_seq, due, paused_until
            FROM session WHERE key = $1
            """, 1);
        unfinished = Prepare(
            $"""
            SELECT {Columns} FROM entry INDEXED BY entry_unfinished
            WHERE session = $1 AND status IN (1, 5, 10, 11, 13) ORDER BY seq
            """, 1);
        recent = Prepare(
            """
            SELECT seq, key, status FROM entry
            WHERE session = $1 AND key IS NOT NULL ORDER BY seq DESC LIMIT $2
            """, 2);
        tombstones = Prepare(
            "SELECT key FROM tombstone WHERE session = $1 AND until > $2", 2);
        arrival = Prepare(
            $"""
            SELECT {Columns} FROM entry INDEXED BY entry_key
            WHERE session = (SELECT id FROM session WHERE key = $1) AND key = $2
            """, 2);
        replies = Prepare(RepliesOfTurn, 2);
        due = Prepare(
            $"""
            SELECT key FROM session WHERE due <= $1 AND EXISTS ({Sql.WorkLeft})
            ORDER BY due LIMIT $2
            """, 2);
        log = Prepare(
            $"""
            SELECT {Columns} FROM entry
            WHERE session = (SELECT id FROM session WHERE key = $1) AND seq > $2
            ORDER BY seq LIMIT $3
            """, 3);
        state = Prepare(
            "SELECT etag, body FROM grain_state WHERE type = $1 AND id = $2", 2);
        dead = Prepare(DeadLetters, 5);
        anyTombstone = Prepare("SELECT 1 FROM tombstone LIMIT 1", 0);
    }

    /// <summary>What the archive reads, prepared when it first does.</summary>
    public SqliteConnection Connection => connection;

    public ArchiveReader Archive => archive ??= new ArchiveReader(connection);

    public bool HasTombstones => anyTombstone.ExecuteScalar() is not null;

    /// <param name="id">The session.</param>
    /// <param name="recentEvents">How many of the latest events to name.</param>
    /// <param name="now">The time, by which tombstones expire; null: there are none to look
    /// for.</param>
    public SessionSnapshot Load(SessionId id, int recentEvents, DateTimeOffset? now)
    {
        // Some statements, one picture: the session may be written between them.
        begin.ExecuteNonQuery();
        try
        {
            var erased = now is not { } time ? [] : Read(
                tombstones.Set(1, ErasureWork.NameOf(id)).Set(2, Sql.Milliseconds(time)),
                row => EventKey.Read(Bytes(row, 0)));
            var found = Read(session.Set(1, id.ToString()), row => (row.GetInt64(0), ToRow(row)));
            if (found.Count == 0)
                return new SessionSnapshot(0, null, [], [], HasOlder: false, erased);
            var (handle, latest) = found[0];
            var open = Read(unfinished.Set(1, handle), ToEntry);
            var events = Read(recent.Set(1, handle).Set(2, recentEvents + 1L), row =>
                new RecentEvent(
                    row.GetInt64(0), EventKey.Read(Bytes(row, 1)), (EntryStatus)row.GetInt32(2)));
            var hasOlder = events.Count > recentEvents;
            if (hasOlder)
                events.RemoveAt(recentEvents);
            return new SessionSnapshot(handle, latest, open, events, hasOlder, erased);
        }
        finally
        {
            end.ExecuteNonQuery();
        }
    }

    public List<Entry> FindTurn(SessionId id, EventKey key)
    {
        begin.ExecuteNonQuery();
        try
        {
            var name = id.ToString();
            var turn = Read(arrival.Set(1, name).Set(2, key.ToBytes()), ToEntry);
            if (turn.Count > 0)
                turn.AddRange(Read(replies.Set(1, name).Set(2, turn[0].Seq), ToEntry));
            turn.Sort(static (one, other) => one.Seq.CompareTo(other.Seq));
            return turn;
        }
        finally
        {
            end.ExecuteNonQuery();
        }
    }

    public List<SessionId> FindDue(DateTimeOffset now, int limit) => Read(
        due.Set(1, Sql.Milliseconds(now)).Set(2, limit),
        row => SessionId.Parse(row.GetString(0)));

    public List<Entry> ReadLog(SessionId id, long after, int limit) =>
        Read(log.Set(1, id.ToString()).Set(2, after).Set(3, limit), ToEntry);

    public List<DeadLetter> FindDead(DeadLetterQuery query) => Read(
        dead.Set(1, query.Endpoint.ToString())
            .Set(2, query.AfterSession?.ToString() ?? "")
            .Set(3, query.AfterSeq)
            .Set(4, query.Reason)
            .Set(5, query.Limit),
        row => new DeadLetter(SessionId.Parse(row.GetString(10)), ToEntry(row)));

    public (long Etag, byte[] Body)? ReadState(string type, string id)
    {
        var found = Read(
            state.Set(1, type).Set(2, id), row => (row.GetInt64(0), Bytes(row, 1)));
        return found.Count == 0 ? null : found[0];
    }

    public void Dispose()
    {
        archive?.Dispose();
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

    internal static List<T> Read<T>(SqliteCommand command, Func<SqliteDataReader, T> read)
    {
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
            found.Add(read(rows));
        return found;
    }

    private static SessionRow ToRow(SqliteDataReader row) => new(
        row.GetInt64(1),
        Bytes(row, 2),
        Text(row, 3),
        Sql.Time(row.GetInt64(4)),
        row.GetInt64(5),
        Time(row, 6),
        Time(row, 7));

    internal static Entry ToEntry(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        (EntryStatus)row.GetInt32(2),
        row.GetInt32(3),
        Sql.Time(row.GetInt64(4)),
        Bytes(row, 7),
        row.IsDBNull(5) ? null : EventKey.Read(Bytes(row, 5)),
        Text(row, 6),
        row.GetInt32(8),
        Text(row, 9));

    internal static byte[] Bytes(SqliteDataReader row, int column) =>
        row.GetFieldValue<byte[]>(column);

    internal static DateTimeOffset? Time(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : Sql.Time(row.GetInt64(column));

    private static string? Text(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
