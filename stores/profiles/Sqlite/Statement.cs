using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// One prepared statement of the writer, straight on SQLite: a command of Microsoft.Data.Sqlite
/// looks its parameters up by name and makes a reader every time, which a commit of a turn would
/// pay some thirty times. One thread at a time.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int TextBuffer = 1_024;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public Statement(SqliteConnection connection, string text)
    {
        database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_prepare_v2(database, text, out statement), database);
    }

    public Statement Set(int parameter, long value) =>
        Checked(raw.sqlite3_bind_int64(statement, parameter, value));

    public Statement Set(int parameter, long? value) => value is { } number
        ? Set(parameter, number)
        : Checked(raw.sqlite3_bind_null(statement, parameter));

    public Statement Set(int parameter, byte[] value) => Set(parameter, value.AsSpan());

    public Statement Set(int parameter, ReadOnlySpan<byte> value) =>
        // An empty span has no address, and SQLite would take that for a null.
        Checked(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(statement, parameter, 0)
            : raw.sqlite3_bind_blob(statement, parameter, value));

    public Statement Set(int parameter, EventKey? value)
    {
        if (value is not { } key)
            return Checked(raw.sqlite3_bind_null(statement, parameter));
        Span<byte> bytes = stackalloc byte[EventKey.Size];
        key.Write(bytes);
        return Set(parameter, (ReadOnlySpan<byte>)bytes);
    }

    public Statement Set(int parameter, string? value)
    {
        if (value is null)
            return Checked(raw.sqlite3_bind_null(statement, parameter));
        if (value.Length == 0)
            return Checked(raw.sqlite3_bind_text(statement, parameter, string.Empty));
        // With its length: a text may hold a NUL.
        Span<byte> bytes = Encoding.UTF8.GetMaxByteCount(value.Length) <= TextBuffer
            ? stackalloc byte[TextBuffer]
            : new byte[Encoding.UTF8.GetByteCount(value)];
        var length = Encoding.UTF8.GetBytes(value, bytes);
        return Checked(
            raw.sqlite3_bind_text(statement, parameter, (ReadOnlySpan<byte>)bytes[..length]));
    }

    /// <summary>Runs it, and says how many rows it changed.</summary>
    /// <exception cref="SqliteException">It failed; a transaction may be left to roll
    /// back.</exception>
    public int Run()
    {
        Step();
        return raw.sqlite3_changes(database);
    }

    /// <summary>Runs it as one that adds a row; its rowid, or null where none was added.</summary>
    /// <exception cref="SqliteException">It failed; a transaction may be left to roll
    /// back.</exception>
    public long? RunForId() => Run() > 0 ? raw.sqlite3_last_insert_rowid(database) : null;

    /// <summary>Whether it finds a row.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public bool Finds() => Step() == raw.SQLITE_ROW;

    public void Dispose() => statement.Dispose();

    private int Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            // The message is the connection's last one: take it before the reset.
            try
            {
                SqliteException.ThrowExceptionForRC(code, database);
            }
            finally
            {
                _ = raw.sqlite3_reset(statement);
            }
        }
        _ = raw.sqlite3_reset(statement);
        return code;
    }

    private Statement Checked(int code)
    {
        if (code != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, database);
        return this;
    }
}
