using Npgsql;
using NpgsqlTypes;
using TockOrleans.Messages;

namespace TockOrleans.Stores.Postgres;

/// <summary>What is read of the tables, on a connection of the caller.</summary>
internal static class PostgresReader
{
    private const NpgsqlDbType Bigint = NpgsqlDbType.Bigint;
    private const NpgsqlDbType Bytea = NpgsqlDbType.Bytea;

    public static async Task<SessionSnapshot> Load(
        NpgsqlConnection connection, SessionId id, int recentEvents, DateTimeOffset now)
    {
        var name = PostgresWork.NameOf(id.ToString());
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            Add(batch, Queries.Begin);
            Add(batch, Queries.Session).With(Bytea, name);
            Add(batch, Queries.Unfinished).With(Bytea, name);
            Add(batch, Queries.Recent).With(Bytea, name).With(Bigint, recentEvents + 1L);
            Add(batch, Queries.Tombstones)
                .With(Bytea, name).With(Bigint, Columns.Milliseconds(now));
            Add(batch, Queries.End);
            var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var found = await All(reader, row => (row.GetInt64(0), ToRow(row)))
                    .ConfigureAwait(false);
                var open = await Next(reader, ToEntry).ConfigureAwait(false);
                var events = await Next(reader, ToEvent).ConfigureAwait(false);
                var erased = await Next(reader, row => EventKey.Read(Bytes(row, 0)))
                    .ConfigureAwait(false);
                var hasOlder = events.Count > recentEvents;
                if (hasOlder)
                    events.RemoveAt(recentEvents);
                return found.Count == 0
                    ? new SessionSnapshot(0, null, [], [], HasOlder: false, erased)
                    : new SessionSnapshot(
                        found[0].Item1, found[0].Item2, open, events, hasOlder, erased);
            }
        }
    }

    public static Task<List<Entry>> FindTurn(
        NpgsqlConnection connection, SessionId id, EventKey key) => Read(
            connection,
            Queries.Turn,
            parameters => parameters
                .With(Bytea, PostgresWork.NameOf(id.ToString())).With(Bytea, key.ToBytes()),
            ToEntry);

    public static Task<List<SessionId>> FindDue(
        NpgsqlConnection connection, DateTimeOffset now, int limit) => Read(
            connection,
            Queries.Due,
            parameters => parameters
                .With(Bigint, Columns.Milliseconds(now)).With(Bigint, (long)limit),
            row => SessionId.Parse(row.GetString(0)));

    public static Task<List<Entry>> ReadLog(
        NpgsqlConnection connection, SessionId id, long after, int limit) => Read(
            connection,
            Queries.Log,
            parameters => parameters
                .With(Bytea, PostgresWork.NameOf(id.ToString()))
                .With(Bigint, after).With(Bigint, (long)limit),
            ToEntry);

    public static Task<List<DeadLetter>> FindDead(
        NpgsqlConnection connection, DeadLetterQuery query) => Read(
            connection,
            Queries.Dead,
            parameters => parameters
                .With(NpgsqlDbType.Text, query.Endpoint.ToString())
                .With(NpgsqlDbType.Text, query.AfterSession?.ToString() ?? string.Empty)
                .With(Bigint, query.AfterSeq)
                .With(Bytea, Columns.Bytes(query.Reason))
                .With(Bigint, (long)query.Limit),
            row => new DeadLetter(SessionId.Parse(row.GetString(10)), ToEntry(row)));

    public static async Task<(long Etag, byte[] Body)?> ReadState(
        NpgsqlConnection connection, string type, string id)
    {
        var found = await Read(
            connection,
            Queries.FindState,
            parameters => parameters
                .With(Bytea, Columns.Bytes(type)).With(Bytea, Columns.Bytes(id)),
            row => (row.GetInt64(0), Bytes(row, 1))).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    private static NpgsqlParameterCollection Add(NpgsqlBatch batch, string text)
    {
        var command = new NpgsqlBatchCommand(text);
        batch.BatchCommands.Add(command);
        return command.Parameters;
    }

    internal static async Task<List<T>> Read<T>(
        NpgsqlConnection connection,
        string text,
        Action<NpgsqlParameterCollection> fill,
        Func<NpgsqlDataReader, T> read)
    {
#pragma warning disable CA2100 // The texts are those of Queries.
        var command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            fill(command.Parameters);
            var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                return await All(reader, read).ConfigureAwait(false);
        }
    }

    private static async Task<List<T>> Next<T>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read)
    {
        await reader.NextResultAsync().ConfigureAwait(false);
        return await All(reader, read).ConfigureAwait(false);
    }

    private static async Task<List<T>> All<T>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read)
    {
        var found = new List<T>();
        while (await reader.ReadAsync().ConfigureAwait(false))
            found.Add(read(reader));
        return found;
    }

    private static RecentEvent ToEvent(NpgsqlDataReader row) => new(
        row.GetInt64(0), EventKey.Read(Bytes(row, 1)), (EntryStatus)row.GetInt16(2));

    private static SessionRow ToRow(NpgsqlDataReader row) => new(
        row.GetInt64(1),
        Bytes(row, 2),
        Text(row, 3),
        Columns.Time(row.GetInt64(4)),
        row.GetInt64(5),
        Time(row, 6),
        Time(row, 7));

    internal static Entry ToEntry(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        (EntryStatus)row.GetInt16(2),
        row.GetInt32(3),
        Columns.Time(row.GetInt64(4)),
        Bytes(row, 7),
        row.IsDBNull(5) ? null : EventKey.Read(Bytes(row, 5)),
        Text(row, 6),
        row.GetInt32(8),
        Text(row, 9));

    internal static byte[] Bytes(NpgsqlDataReader row, int column) =>
        row.GetFieldValue<byte[]>(column);

    internal static DateTimeOffset? Time(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : Columns.Time(row.GetInt64(column));

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : Columns.Text(Bytes(row, column));
}
