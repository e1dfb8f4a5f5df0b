using System.Globalization;
using Npgsql;

namespace TockOrleans.Stores.Postgres;

/// <summary>The tables, and the steps from one version of them to the next.</summary>
internal static class Schema
{
    /// <summary>The newest version: there is a file of statements for each.</summary>
    public const int Newest = 3;

    // "Tock": processes that start at once take their steps one after another.
    private const long LockKey = 0x546F636B;

    private const int StepSeconds = 300;

    /// <summary>
    /// Takes the steps that are missing, all of them or none, however many processes start.
    /// </summary>
    /// <exception cref="StoreException">
    /// The schema is another program's or a newer version's, or this user may not change it.
    /// </exception>
    public static void Upgrade(NpgsqlConnection connection, string schema)
    {
        using var transaction = connection.BeginTransaction();
        Run(connection, $"SELECT pg_advisory_xact_lock({LockKey})");
        var version = Found(connection, schema);
        if (version > Newest)
            throw new StoreException(
                $"The PostgreSQL schema {schema} was written by a newer version of this program"
                + $" (it is version {version}, this program knows {Newest}). Run that version, or"
                + " give another one with Tock:Storage:Schema.");
        for (var next = version + 1; next <= Newest; next++)
        {
            Run(connection, Step(next));
            Run(connection, $"UPDATE tock_schema SET version = {next}");
        }
        transaction.Commit();
    }

    // The version that is there; a schema that is missing or empty is ours to fill.
    private static int Found(NpgsqlConnection connection, string schema)
    {
        var tables = $"SELECT count(*) FROM pg_tables WHERE schemaname = '{schema}'";
        // Not IF NOT EXISTS: that asks for the right to make it also where it is there.
        if (Number(
            connection, $"SELECT count(*) FROM pg_namespace WHERE nspname = '{schema}'") == 0)
            Run(connection, $"CREATE SCHEMA \"{schema}\"");
        if (Number(connection, tables) == 0)
            Run(
                connection,
                """
                CREATE TABLE tock_schema (version integer NOT NULL);
                INSERT INTO tock_schema VALUES (0);
                """);
        else if (Number(connection, tables + " AND tablename = 'tock_schema'") == 0)
            throw new StoreException(
                $"The PostgreSQL schema {schema} holds tables of another program. It was not"
                + " changed. Give another one with Tock:Storage:Schema.");
        return (int)Number(connection, "SELECT version FROM tock_schema");
    }

    private static string Step(int version)
    {
        using var stream = typeof(Schema).Assembly
            .GetManifestResourceStream($"Postgres.{version}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static void Run(NpgsqlConnection connection, string text)
    {
        using var command = Command(connection, text);
        command.ExecuteNonQuery();
    }

    private static long Number(NpgsqlConnection connection, string text)
    {
        using var command = Command(connection, text);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandTimeout = StepSeconds;
#pragma warning disable CA2100 // Constants of this folder, and the schema's name, a plain word.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }
}
