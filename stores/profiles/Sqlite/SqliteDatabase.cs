using Microsoft.Data.Sqlite;

namespace TockOrleans.Stores.Sqlite;

/// <summary>Opens the database file of a data folder, and never overwrites a bad one.</summary>
internal static class SqliteDatabase
{
    // A cache of 64 MiB; log written and synced with every commit, written back by ourselves.
    private const string Pragmas = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 0;
        PRAGMA secure_delete = ON;
        PRAGMA foreign_keys = OFF;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -65536;
        """;

    private const int BusySeconds = 2;

    private const int NotADatabase = 26;
    private const int Corrupt = 11;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Full = 13;

    // Beyond this size a whole check would take longer than a start may.
    private const long CheckedWholeMax = 64L * 1024 * 1024;

    /// <summary>Opens the file for writing, checks it and brings its tables up to date.</summary>
    /// <exception cref="StoreException">The file cannot be used; the message says why.</exception>
    public static SqliteConnection Open(string file, SqliteStoreOptions options)
    {
        try
        {
            var connection = Connect(file, SqliteOpenMode.ReadWriteCreate);
            Sql.Run(connection, Pragmas);
            if (options.PagesMax > 0)
                Sql.Run(connection, $"PRAGMA max_page_count = {options.PagesMax}");
            Check(connection, file);
            Schema.Upgrade(connection, file);
            return connection;
        }
        catch (SqliteException failure)
        {
            throw Explain(file, failure);
        }
    }

    /// <summary>Opens the file for reading beside the writer.</summary>
    public static SqliteConnection OpenToRead(string file)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWrite);
        Sql.Run(connection, "PRAGMA query_only = ON; PRAGMA cache_size = -8192;");
        return connection;
    }

    /// <summary>Opens the file to write the log back, without waiting for anybody.</summary>
    public static SqliteConnection OpenToCheckpoint(string file)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWrite);
        Sql.Run(connection, "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 0;");
        return connection;
    }

    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        connection.Open();
        Sql.Run(connection, $"PRAGMA busy_timeout = {BusySeconds * 1_000}");
        return connection;
    }

    private static void Check(SqliteConnection connection, string file)
    {
        if (new FileInfo(file).Length <= CheckedWholeMax
            && Sql.Scalar(connection, "PRAGMA quick_check(1)") is string found
            && found != "ok")
            throw new StoreException(
                $"{file} is damaged ({found}). It was not changed. Restore it from a backup, or"
                + " give another data folder.");
    }

    private static StoreException Explain(string file, SqliteException failure) =>
        new(failure.SqliteErrorCode switch
        {
            NotADatabase => $"{file} is not a database of this program, or is damaged. It was not"
                + " changed. Restore it from a backup, or give another data folder.",
            Corrupt => $"{file} is damaged ({failure.Message}). It was not changed. Restore it from"
                + " a backup, or give another data folder.",
            Busy or Locked => $"{file} is locked by another program. Close what holds it (a"
                + " database browser, a backup) and start again.",
            Full => $"The disk of {file} is full. Make room and start again.",
            _ => $"{file} cannot be opened: {failure.Message}",
        }, failure);
}
