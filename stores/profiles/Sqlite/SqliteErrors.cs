using Microsoft.Data.Sqlite;

namespace TockOrleans.Stores.Sqlite;

/// <summary>What SQLite's result codes mean for a commit (https://sqlite.org/rescode.html).</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Full = 13;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;

    /// <summary>Whether the fault lies in the data of one work, not in the file or the disk.</summary>
    public static bool IsOfData(Exception failure) => failure is
        SqliteException { SqliteErrorCode: TooBig or Constraint or Mismatch };

    public static bool IsDuplicate(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: Constraint };

    /// <summary>Whether a failed COMMIT surely wrote nothing.</summary>
    public static bool LeavesNothing(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: Busy or Locked or Full };

    public static string Describe(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: Full } => "the disk is full",
        SqliteException { SqliteErrorCode: Busy or Locked } => "the database is locked",
        SqliteException sqlite => $"SQLite error {sqlite.SqliteExtendedErrorCode}",
        _ => failure.GetType().Name,
    };
}
