using Microsoft.Data.Sqlite;

namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// What SQLite's result codes mean for a commit (https://sqlite.org/rescode.html).
/// </summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int NotADatabase = 26;
    private const int UniqueIndex = 2067;

    /// <summary>
    /// Whether the fault lies in one work, not in the file or the disk: its data, or a bug.
    /// </summary>
    public static bool IsOfWork(Exception failure) => failure is not SqliteException sqlite
        || sqlite.SqliteErrorCode is TooBig or Constraint or Mismatch;

    /// <summary>
    /// Whether an event's key is there already: the one unique index but the keys.
    /// </summary>
    public static bool IsDuplicate(Exception failure) =>
        failure is SqliteException { SqliteExtendedErrorCode: UniqueIndex };

    public static bool IsFull(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: Full };

    /// <summary>Whether a failed COMMIT surely wrote nothing.</summary>
    public static bool LeavesNothing(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: Busy or Locked or Full };

    public static string Describe(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: Full } => "the disk is full",
        SqliteException { SqliteErrorCode: Busy or Locked } => "the database is locked",
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => "the file is damaged",
        SqliteException { SqliteErrorCode: Constraint } => "the data breaks a rule of the store",
        SqliteException sqlite => $"SQLite error {sqlite.SqliteExtendedErrorCode}",
        StoreException => failure.Message,
        _ => failure.GetType().Name,
    };
}
