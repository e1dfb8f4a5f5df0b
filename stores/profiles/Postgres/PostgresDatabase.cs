using Npgsql;

namespace TockOrleans.Stores.Postgres;

/// <summary>Connections to the database, as the store needs them.</summary>
internal static class PostgresDatabase
{
    private const int ConnectSeconds = 5;
    private const int AnswerSeconds = 10;
    private const int StatementsKept = 32;

    /// <summary>What the database is called in messages: no user, no password.</summary>
    public static string NameOf(PostgresStoreOptions options)
    {
        var settings = Settings(options);
        return $"database {settings.Database ?? settings.Username} on {settings.Host}";
    }

    /// <summary>Connections that are opened once and kept.</summary>
    /// <exception cref="StoreException">The connection string cannot be read.</exception>
    public static NpgsqlDataSource ToWrite(PostgresStoreOptions options)
    {
        var settings = Settings(options);
        settings.Pooling = false;
        return Source(settings, options.Schema);
    }

    /// <summary>Connections that are shared, for reading and for what is written seldom.</summary>
    /// <exception cref="StoreException">The connection string cannot be read.</exception>
    public static NpgsqlDataSource ToRead(PostgresStoreOptions options)
    {
        var settings = Settings(options);
        (settings.Pooling, settings.MinPoolSize) = (true, 0);
        settings.MaxPoolSize = options.ReadersMax;
        settings.MaxAutoPrepare = StatementsKept;
        settings.AutoPrepareMinUsages = 2;
        return Source(settings, options.Schema);
    }

    /// <summary>The connection string with what the store adds where it says nothing.</summary>
    /// <exception cref="StoreException">The connection string cannot be read.</exception>
    public static NpgsqlConnectionStringBuilder Settings(PostgresStoreOptions options)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            if (!settings.ContainsKey("Timeout"))
                settings.Timeout = ConnectSeconds;
            if (!settings.ContainsKey("Command Timeout"))
                settings.CommandTimeout = AnswerSeconds;
            settings.ApplicationName ??= "TockOrleans";
            settings.IncludeErrorDetail = false;
            settings.PersistSecurityInfo = false;
            return settings;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            // Without the cause: it may quote a piece of the password.
            throw new StoreException(
                "Tock:Storage:ConnectionString cannot be read. It has the form"
                + " Host=…;Database=…;Username=…;Password=…; a value with a semicolon or a quote"
                + " stands in quotes.");
        }
    }

    // The settings are made once a connection and stay for its life. A database that is told to
    // wait for more than its own disk goes on doing so; one that is told to wait for less does
    // not. The tables may have been empty when a plan was made: the indexes are always right.
    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder settings, string schema)
    {
        settings.NoResetOnClose = true;
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        var text =
            $"""
            SET search_path TO "{schema}";
            SET default_transaction_isolation = 'read committed';
            SET enable_seqscan = off;
            SELECT set_config('synchronous_commit', 'on', false)
            WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply');
            """;
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = Command(connection, text);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var command = Command(connection, text);
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            });
        return builder.Build();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string text)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The schema's name is a plain word: its option says so.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }
}
