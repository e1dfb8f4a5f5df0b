using System.Net.Sockets;
using Npgsql;

namespace TockOrleans.Stores.Postgres;

/// <summary>
/// What PostgreSQL's error codes mean for a commit
/// (https://www.postgresql.org/docs/current/errcodes-appendix.html). No text of ours holds what
/// was sent: of an answer only the code and the server's own words are told.
/// </summary>
internal static class PostgresErrors
{
    private const string EventIndex = "entry_key";

    // Classes of errors that lie with the server, the network or the schema, not with the data:
    // connection, authorization, state of the transaction, resources, operator, system.
    private static readonly string[] NotOfWork =
        ["08", "25", "28", "3D", "3F", "40", "42", "53", "55", "57", "58", "F0"];

    /// <summary>
    /// Whether the server answered that the transaction is undone, all of it. Anything else, a
    /// last word before it closes the connection included, leaves it open.
    /// </summary>
    public static bool IsUndone(PostgresException failure) =>
        failure.InvariantSeverity == "ERROR";

    /// <summary>Whether the fault lies in one work: its data, or a bug.</summary>
    public static bool IsOfWork(PostgresException failure) =>
        !Array.Exists(NotOfWork, of => failure.SqlState.StartsWith(of, StringComparison.Ordinal));

    /// <summary>Whether it failed only because of others that wrote at the same time.</summary>
    public static bool IsCollision(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure;

    /// <summary>Whether an event's key is there already.</summary>
    public static bool IsDuplicate(Exception failure) => failure is PostgresException
    {
        SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: EventIndex,
    };

    public static string Describe(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            "the disk of the database is full",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            "the database is read-only",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            "the database takes no more connections",
        PostgresException { SqlState: var code } when Starts(code, "23") =>
            "the data breaks a rule of the store",
        PostgresException { SqlState: var code } when Starts(code, "22") || Starts(code, "54") =>
            $"the data does not fit the store (PostgreSQL error {code})",
        PostgresException server =>
            $"the database answered {server.SqlState}, {server.MessageText}",
        TimeoutException or NpgsqlException { InnerException: TimeoutException } =>
            "the database did not answer in time",
        NpgsqlException { InnerException: SocketException socket } =>
            $"the database cannot be reached ({socket.SocketErrorCode})",
        NpgsqlException or IOException or SocketException =>
            "the connection to the database broke",
        StoreException => failure.Message,
        _ => failure.GetType().Name,
    };

    private static bool Starts(string code, string with) =>
        code.StartsWith(with, StringComparison.Ordinal);
}
