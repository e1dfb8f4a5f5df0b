using Microsoft.Data.Sqlite;

namespace TockOrleans.Stores.Sqlite;

/// <summary>Statements that are run seldom; those of every turn are kept prepared.</summary>
internal static class Sql
{
    /// <summary>
    /// Whether a row of <c>session</c> has events without a turn, or replies that have not left.
    /// The condition is put so that SQLite sees it is the index's.
    /// </summary>
    public const string WorkLeft =
        """
        SELECT 1 FROM entry INDEXED BY entry_unfinished
        WHERE entry.session = session.id AND status IN (1, 5, 10, 11, 13) AND status <> 13
        """;

    public static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this folder.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public static object? Scalar(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this folder.
        command.CommandText = text;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    /// <summary>A prepared statement with its parameters, <c>$1</c> to <c>$n</c>.</summary>
    public static SqliteCommand Prepare(SqliteConnection connection, string text, int parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this folder.
        command.CommandText = text;
#pragma warning restore CA2100
        for (var index = 1; index <= parameters; index++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${index}" });
        command.Prepare();
        return command;
    }

    public static SqliteCommand Set(this SqliteCommand command, int parameter, object? value)
    {
        command.Parameters[parameter - 1].Value = value ?? DBNull.Value;
        return command;
    }

    public static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static long? Milliseconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();

    public static DateTimeOffset Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
