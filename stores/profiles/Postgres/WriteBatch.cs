using Npgsql;
using NpgsqlTypes;

namespace TockOrleans.Stores.Postgres;

/// <summary>
/// The one statement of a writer: works of many sessions as columns of arrays, written by the
/// function <c>write_batch</c> in one round trip and one transaction.
/// </summary>
internal sealed class WriteBatch : IDisposable
{
    private const int NewSession = 1;
    private const int NextVersion = 2;
    private const int Marks = 3;

    private readonly NpgsqlCommand command;
    private readonly List<Action> clears = [];
    private readonly List<int> kind;
    private readonly List<long> id;
    private readonly List<byte[]?> name;
    private readonly List<string?> key;
    private readonly List<long> version;
    private readonly List<byte[]?> state;
    private readonly List<byte[]?> replyAddress;
    private readonly List<long> lastUserAt;
    private readonly List<long> nextSeq;
    private readonly List<long?> due;
    private readonly List<long?> pausedUntil;
    private readonly EntryColumns entries;
    private readonly ChangeColumns changes;
    private readonly MarkColumns marks;

    public WriteBatch(NpgsqlConnection connection)
    {
        command = connection.CreateCommand();
        (kind, id) = (Column<int>(NpgsqlDbType.Integer), Column<long>(NpgsqlDbType.Bigint));
        (name, key) = (Column<byte[]?>(NpgsqlDbType.Bytea), Column<string?>(NpgsqlDbType.Text));
        version = Column<long>(NpgsqlDbType.Bigint);
        state = Column<byte[]?>(NpgsqlDbType.Bytea);
        replyAddress = Column<byte[]?>(NpgsqlDbType.Bytea);
        lastUserAt = Column<long>(NpgsqlDbType.Bigint);
        nextSeq = Column<long>(NpgsqlDbType.Bigint);
        due = Column<long?>(NpgsqlDbType.Bigint);
        pausedUntil = Column<long?>(NpgsqlDbType.Bigint);
        (entries, changes, marks) = (new(this), new(this), new(this));
        var places = Enumerable.Range(1, command.Parameters.Count).Select(place => $"${place}");
#pragma warning disable CA2100 // Nothing in it but places.
        command.CommandText = $"SELECT write_batch({string.Join(", ", places)})";
#pragma warning restore CA2100
        command.Prepare();
    }

    public void AddVersion(string session, long row, SessionRow next)
    {
        var isNew = next.Version == 1;
        kind.Add(isNew ? NewSession : NextVersion);
        id.Add(row);
        name.Add(isNew ? PostgresWork.NameOf(session) : null);
        key.Add(isNew ? session : null);
        version.Add(next.Version);
        state.Add(next.State);
        replyAddress.Add(Columns.Bytes(next.ReplyAddress));
        lastUserAt.Add(Columns.Milliseconds(next.LastUserAt));
        nextSeq.Add(next.NextSeq);
        due.Add(Columns.Milliseconds(next.Due));
        pausedUntil.Add(Columns.Milliseconds(next.PausedUntil));
    }

    public void AddEntry(Entry entry) => entries.Add(kind.Count, entry);

    public void AddChange(EntryChange change) => changes.Add(kind.Count, change);

    public void AddDue(long row, long at, DateTimeOffset? next)
    {
        kind.Add(Marks);
        id.Add(row);
        name.Add(null);
        key.Add(null);
        version.Add(at);
        state.Add(null);
        replyAddress.Add(null);
        lastUserAt.Add(0);
        nextSeq.Add(0);
        due.Add(Columns.Milliseconds(next));
        pausedUntil.Add(null);
    }

    public void AddMark(EntryMark mark) => marks.Add(kind.Count, mark);

    /// <summary>Writes what was added and forgets it; when this returns it is on disk.</summary>
    /// <returns>For each work the session's row; 0: another version is there.</returns>
    public long[] Write()
    {
        using var reader = command.ExecuteReader();
        reader.Read();
        var rows = reader.GetFieldValue<long[]>(0);
        // The transaction ends after the row was sent: only here its failure would be told.
        reader.NextResult();
        return rows;
    }

    public void Clear()
    {
        foreach (var clear in clears)
            clear();
    }

    public void Dispose() => command.Dispose();

    private List<T> Column<T>(NpgsqlDbType type)
    {
        var column = new List<T>();
        command.Parameters.Add(new NpgsqlParameter<List<T>>
        {
            NpgsqlDbType = NpgsqlDbType.Array | type,
            TypedValue = column,
        });
        clears.Add(column.Clear);
        return column;
    }

    private sealed class EntryColumns(WriteBatch batch)
    {
        private readonly List<int> work = batch.Column<int>(NpgsqlDbType.Integer);
        private readonly List<long> seq = batch.Column<long>(NpgsqlDbType.Bigint);
        private readonly List<long> turn = batch.Column<long>(NpgsqlDbType.Bigint);
        private readonly List<int> status = batch.Column<int>(NpgsqlDbType.Integer);
        private readonly List<int> attempts = batch.Column<int>(NpgsqlDbType.Integer);
        private readonly List<long> at = batch.Column<long>(NpgsqlDbType.Bigint);
        private readonly List<byte[]?> key = batch.Column<byte[]?>(NpgsqlDbType.Bytea);
        private readonly List<byte[]?> vendorId = batch.Column<byte[]?>(NpgsqlDbType.Bytea);
        private readonly List<byte[]> body = batch.Column<byte[]>(NpgsqlDbType.Bytea);
        private readonly List<int> parts = batch.Column<int>(NpgsqlDbType.Integer);
        private readonly List<byte[]?> reason = batch.Column<byte[]?>(NpgsqlDbType.Bytea);

        public void Add(int place, Entry entry)
        {
            work.Add(place);
            seq.Add(entry.Seq);
            turn.Add(entry.Turn);
            status.Add((int)entry.Status);
            attempts.Add(entry.Attempts);
            at.Add(Columns.Milliseconds(entry.At));
            key.Add(entry.Key?.ToBytes());
            vendorId.Add(Columns.Bytes(entry.VendorId));
            body.Add(entry.Body);
            parts.Add(entry.Parts);
            reason.Add(Columns.Bytes(entry.Reason));
        }
    }

    private sealed class ChangeColumns(WriteBatch batch)
    {
        private readonly List<int> work = batch.Column<int>(NpgsqlDbType.Integer);
        private readonly List<long> seq = batch.Column<long>(NpgsqlDbType.Bigint);
        private readonly List<int> status = batch.Column<int>(NpgsqlDbType.Integer);
        private readonly List<int> attempts = batch.Column<int>(NpgsqlDbType.Integer);
        private readonly List<long?> turn = batch.Column<long?>(NpgsqlDbType.Bigint);

        public void Add(int place, EntryChange change)
        {
            work.Add(place);
            seq.Add(change.Seq);
            status.Add((int)change.Status);
            attempts.Add(change.Attempts);
            turn.Add(change.Turn);
        }
    }

    private sealed class MarkColumns(WriteBatch batch)
    {
        private readonly List<int> work = batch.Column<int>(NpgsqlDbType.Integer);
        private readonly List<long> seq = batch.Column<long>(NpgsqlDbType.Bigint);
        private readonly List<int> status = batch.Column<int>(NpgsqlDbType.Integer);
        private readonly List<int> before = batch.Column<int>(NpgsqlDbType.Integer);
        private readonly List<int> attempts = batch.Column<int>(NpgsqlDbType.Integer);
        private readonly List<int> parts = batch.Column<int>(NpgsqlDbType.Integer);
        private readonly List<byte[]?> vendorId = batch.Column<byte[]?>(NpgsqlDbType.Bytea);
        private readonly List<byte[]?> reason = batch.Column<byte[]?>(NpgsqlDbType.Bytea);

        public void Add(int place, EntryMark mark)
        {
            work.Add(place);
            seq.Add(mark.Seq);
            status.Add((int)mark.Status);
            before.Add(MarkOrder.Before(mark.Status));
            attempts.Add(mark.Attempts);
            parts.Add(mark.Parts);
            vendorId.Add(Columns.Bytes(mark.VendorId));
            reason.Add(Columns.Bytes(mark.Reason));
        }
    }
}
