using System.Data;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace TockOrleans.Stores.Postgres;

/// <summary>How values lie in the tables.</summary>
internal static class Columns
{
    public static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static long? Milliseconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();

    public static DateTimeOffset Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    // PostgreSQL's text refuses NUL, which a channel's ids may hold.
    public static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>Adds the next parameter, <c>$1</c> to <c>$n</c>.</summary>
    public static NpgsqlParameterCollection With(
        this NpgsqlParameterCollection parameters, NpgsqlDbType type, object? value)
    {
        parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = type,
            Value = value ?? DBNull.Value,
            Direction = ParameterDirection.Input,
        });
        return parameters;
    }
}
