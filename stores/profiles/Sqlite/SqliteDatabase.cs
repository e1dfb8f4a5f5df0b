using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TockOrleans.Stores.Sqlite;

/// <summary>Opens the database file of a data folder, and never overwrites a bad one.</summary>
internal static class SqliteDatabase
{
    // Every commit synced; the log written back by ourselves; what is deleted is wiped. No memory
    // map: a disk error would then end the process instead of being told. 8 MiB of cache hold the
    // upper pages of a large database; a larger one costs more than it saves, for SQLite walks the
    // whole of it after each transaction that split a page. A log that a reader kept from starting
    // anew is cut to 256 MiB when it does.
    private const string Pragmas = """
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 0;
        PRAGMA secure_delete = ON;
        PRAGMA foreign_keys = OFF;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -8192;
        PRAGMA journal_size_limit = 268435456;
        """;

    private const int BusySeconds = 2;

    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;
    private const int Interrupted = 9;
    private const int Full = 13;

    // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE: closing leaves the file and its log as they are.
    private const int LeaveLogOnClose = 1006;

    // A file is looked through at start: always up to this size, beyond it only after a stop that
    // was not clean, and never for longer than this.
    private const long AlwaysCheckedMax = 64L * 1024 * 1024;
    private const int StepsPerLook = 100_000;
    private static readonly TimeSpan CheckMax = TimeSpan.FromSeconds(5);

    /// <summary>Opens the file for writing, checks it and brings its tables up to date.</summary>
    /// <exception cref="StoreException">The file cannot be used; the message says why.</exception>
    public static SqliteConnection Open(string file, SqliteStoreOptions options)
    {
        // The last connection to close removes the log: one that is there was left by a crash.
        var clean = !File.Exists(file + "-wal");
        return Prepared(file, options, connection =>
        {
            if (new FileInfo(file).Length <= AlwaysCheckedMax || !clean)
                CheckWhole(connection, file);
        });
    }

    /// <summary>Opens the file again after a failure, without looking through it.</summary>
    /// <exception cref="StoreException">The file cannot be used; the message says why.</exception>
    public static SqliteConnection OpenAgain(string file, SqliteStoreOptions options) =>
        Prepared(file, options, static _ => { });

    /// <summary>Opens the file for reading beside the writer.</summary>
    public static SqliteConnection OpenToRead(string file)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWrite);
        Sql.Run(connection, "PRAGMA query_only = ON; PRAGMA cache_size = -8192;");
        return connection;
    }

    /// <summary>Opens the file to write the log back.</summary>
    public static SqliteConnection OpenToCheckpoint(string file)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWrite);
        Sql.Run(connection, "PRAGMA synchronous = FULL;");
        return connection;
    }

    /// <summary>Writes the log back.</summary>
    /// <param name="connection">Not within a transaction.</param>
    /// <param name="mode">One of <c>SQLITE_CHECKPOINT_…</c>.</param>
    /// <param name="waitMs">How long to wait for those in the way.</param>
    /// <returns>
    /// How many pages of the log are left to write back; null: somebody was in the way of the
    /// mode's last step.
    /// </returns>
    public static int? Checkpoint(SqliteConnection connection, int mode, int waitMs)
    {
        var database = connection.Handle!;
        _ = raw.sqlite3_busy_timeout(database, waitMs);
        var code = raw.sqlite3_wal_checkpoint_v2(
            database, "main", mode, out var log, out var written);
        _ = raw.sqlite3_busy_timeout(database, BusySeconds * 1_000);
        if (code is Busy or Locked)
            return null;
        SqliteException.ThrowExceptionForRC(code, database);
        return log - written;
    }

    private static SqliteConnection Prepared(
        string file, SqliteStoreOptions options, Action<SqliteConnection> check)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = Connect(file, SqliteOpenMode.ReadWriteCreate);
            // Whose file it is comes first: until then nothing is written to it.
            _ = raw.sqlite3_db_config(connection.Handle, LeaveLogOnClose, 1, out _);
            Schema.CheckOwner(connection, file);
            check(connection);
            if (Sql.Scalar(connection, "PRAGMA journal_mode = WAL") is not "wal")
                throw new StoreException(
                    $"{file} lies on a file system that cannot share memory between connections"
                    + " (a network drive?). Give a folder on a local disk.");
            Sql.Run(connection, Pragmas);
            if (options.PagesMax > 0)
                Sql.Run(connection, $"PRAGMA max_page_count = {options.PagesMax}");
            // A program that holds the file is to be found now, not by the first commit.
            Sql.Run(connection, "BEGIN IMMEDIATE; ROLLBACK;");
            Schema.Upgrade(connection);
            _ = raw.sqlite3_db_config(connection.Handle, LeaveLogOnClose, 0, out _);
            return connection;
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            if (failure is SqliteException sqlite)
                throw Explain(file, sqlite);
            throw;
        }
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
        try
        {
            connection.Open();
            Sql.Run(connection, $"PRAGMA busy_timeout = {BusySeconds * 1_000}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void CheckWhole(SqliteConnection connection, string file)
    {
        var begun = Stopwatch.GetTimestamp();
        raw.sqlite3_progress_handler(
            connection.Handle,
            StepsPerLook,
            _ => Stopwatch.GetElapsedTime(begun) < CheckMax ? 0 : 1,
            null);
        try
        {
            if (Sql.Scalar(connection, "PRAGMA quick_check(1)") is string found && found != "ok")
                throw new StoreException(
                    $"{file} is damaged ({found}). It was not changed. Restore it from a backup,"
                    + " or give another data folder.");
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == Interrupted)
        {
            // Large: what was looked at in the time is sound; the rest is seen when it is read.
        }
        finally
        {
            raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
        }
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
            CannotOpen => $"{file} cannot be opened ({failure.Message}). Give this user the right"
                + " to read and write it, or give another data folder.",
            _ => $"{file} cannot be opened: {failure.Message}",
        }, failure);
}
