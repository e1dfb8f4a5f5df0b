using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using TockOrleans.Messages;

namespace TockOrleans.Stores.Postgres;

/// <summary>
/// The store in a PostgreSQL database, which many processes may share. Commits of many sessions
/// share transactions, each synced to the database's disk before anybody is told.
/// </summary>
public sealed partial class PostgresSessionStore : ISessionStore, IDisposable
{
    private const int TriesMax = 3;

    private readonly NpgsqlDataSource toRead;
    private readonly NpgsqlDataSource toWrite;
    private readonly PostgresWriter[] writers;
    private readonly StoreMetrics metrics;
    private readonly TimeProvider clock;
    private volatile bool shut;

    /// <summary>Connects, and makes or upgrades the tables.</summary>
    /// <exception cref="StoreException">
    /// The database cannot be used; the message says why, without any secret.
    /// </exception>
    public PostgresSessionStore(
        IOptions<PostgresStoreOptions> options,
        StoreMetrics metrics,
        TimeProvider clock,
        ILogger<PostgresSessionStore> logger)
    {
        (this.metrics, this.clock) = (metrics, clock);
        var settings = options.Value;
        Place = $"schema {settings.Schema} of {PostgresDatabase.NameOf(settings)}";
        toWrite = PostgresDatabase.ToWrite(settings);
        try
        {
            Open(settings, logger);
            toRead = PostgresDatabase.ToRead(settings);
        }
        catch
        {
            toWrite.Dispose();
            throw;
        }
        var trouble = new TroubleLog(logger);
        writers = [.. Enumerable.Range(0, settings.Writers)
            .Select(_ => new PostgresWriter(toWrite, settings, metrics, trouble))];
    }

    /// <summary>Where it is: schema, database and host, without user and password.</summary>
    public string Place { get; }

    /// <inheritdoc/>
    public Task<SessionSnapshot> Load(SessionId session, int recentEvents) =>
        Read(connection =>
            PostgresReader.Load(connection, session, recentEvents, clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task<CommitResult> Commit(SessionCommit commit)
    {
        var work = new CommitWork(commit, metrics);
        Write(work);
        return work.Ended;
    }

    /// <inheritdoc/>
    public Task<CommitResult> Mark(SessionMarks marks)
    {
        var work = new MarkWork(marks, metrics);
        Write(work);
        return work.Ended;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeadLetter>> FindDead(DeadLetterQuery query) =>
        await Read(connection => PostgresReader.FindDead(connection, query))
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Entry>?> FindTurn(SessionId session, EventKey key) =>
        await Read(connection => PostgresReader.FindTurn(connection, session, key))
            .ConfigureAwait(false) is { Count: > 0 } found ? found : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SessionId>> FindDue(DateTimeOffset now, int limit) =>
        await Read(connection => PostgresReader.FindDue(connection, now, limit))
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<int> SettleDue(DateTimeOffset now, int limit) => Change(
        "sessions without work were settled",
        Queries.SettleDue,
        parameters => parameters
            .With(NpgsqlDbType.Bigint, Columns.Milliseconds(now))
            .With(NpgsqlDbType.Integer, limit));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Entry>> ReadLog(SessionId session, long after, int limit) =>
        await Read(connection => PostgresReader.ReadLog(connection, session, after, limit))
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public Task Erase(SessionId session, DateTimeOffset tombstonesUntil) => Change(
        "the session was erased",
        Queries.Erase,
        parameters => parameters
            .With(NpgsqlDbType.Bytea, PostgresWork.NameOf(session.ToString()))
            .With(NpgsqlDbType.Bigint, Columns.Milliseconds(tombstonesUntil))
            .With(NpgsqlDbType.Bigint, Columns.Milliseconds(clock.GetUtcNow())));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (shut)
            return;
        shut = true;
        foreach (var writer in writers)
            writer.Close();
        foreach (var writer in writers)
            writer.Dispose();
        toWrite.Dispose();
        toRead.Dispose();
    }

    internal Task<(long Etag, byte[] Body)?> ReadState(string type, string id) =>
        Read(connection => PostgresReader.ReadState(connection, type, id));

    internal async Task<bool> WriteState(
        string type, string id, long? etag, long next, byte[]? body)
    {
        if (etag is null && body is null)
            return await ReadState(type, id).ConfigureAwait(false) is null;
        var text = (etag, body) switch
        {
            (_, null) => Queries.ClearState,
            (null, _) => Queries.AddState,
            _ => Queries.ChangeState,
        };
        return await Change($"the state {type} was written", text, parameters =>
        {
            parameters.With(NpgsqlDbType.Bytea, Columns.Bytes(type))
                .With(NpgsqlDbType.Bytea, Columns.Bytes(id));
            if (body is not null)
                parameters.With(NpgsqlDbType.Bigint, next).With(NpgsqlDbType.Bytea, body);
            if (etag is not null)
                parameters.With(NpgsqlDbType.Bigint, etag);
        }).ConfigureAwait(false) > 0;
    }

    private void Write(PostgresWork work) =>
        writers[work.Range % (ulong)writers.Length].Write(work);

    // A connection that waited in the pool may be dead: reading again does no harm.
    internal async Task<T> Read<T>(Func<NpgsqlConnection, Task<T>> read)
    {
        for (var time = 1; ; time++)
        {
            try
            {
                return await Use(read).ConfigureAwait(false);
            }
            catch (NpgsqlException failure) when (time < TriesMax && failure.IsTransient
                && failure.InnerException is not TimeoutException)
            {
                toRead.Clear();
            }
            catch (Exception failure) when (IsOfStore(failure))
            {
                throw new StoreException(
                    $"The store cannot be read: {PostgresErrors.Describe(failure)}.", failure);
            }
        }
    }

    /// <summary>Writes what no session's writer writes.</summary>
    /// <returns>How many rows it changed.</returns>
    internal async Task<int> Change(
        string what,
        string text,
        Action<NpgsqlParameterCollection> fill,
        TimeSpan? within = null)
    {
        for (var time = 1; ; time++)
        {
            var sent = false;
            try
            {
                return await Use(async connection =>
                {
#pragma warning disable CA2100 // The texts are those of Queries.
                    var command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
                    await using (command.ConfigureAwait(false))
                    {
                        fill(command.Parameters);
                        if (within is { } most)
                            command.CommandTimeout = (int)most.TotalSeconds;
                        sent = true;
                        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
                    }
                }).ConfigureAwait(false);
            }
            catch (PostgresException failure)
                when (time < TriesMax && PostgresErrors.IsCollision(failure))
            {
                // Undone by others that wrote at the same time: once more.
            }
            catch (Exception failure) when (IsOfStore(failure))
            {
                var undone = !sent
                    || (failure is PostgresException server && PostgresErrors.IsUndone(server));
                throw new StoreException(
                    $"It is not {(undone ? "true" : "known")} that {what}:"
                    + $" {PostgresErrors.Describe(failure)}.", failure);
            }
        }
    }

    private async Task<T> Use<T>(Func<NpgsqlConnection, Task<T>> use)
    {
        if (shut)
            throw new StoreException("The store is shut.");
        var connection = await toRead.OpenConnectionAsync().ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
            return await use(connection).ConfigureAwait(false);
    }

    private static bool IsOfStore(Exception failure) => failure is NpgsqlException
        or IOException or TimeoutException or FormatException or ObjectDisposedException;

    private void Open(PostgresStoreOptions settings, ILogger logger)
    {
        try
        {
            using var connection = toWrite.OpenConnection();
            Schema.Upgrade(connection, settings.Schema);
            using var command = connection.CreateCommand();
            command.CommandText = "SHOW fsync";
            if (command.ExecuteScalar() is not "on")
                LogUnsynced(logger, Place);
        }
        catch (Exception failure) when (IsOfStore(failure))
        {
            throw new StoreException(
                $"The {Place} cannot be used: {Explain(failure)}. See"
                + " Tock:Storage:ConnectionString.", failure);
        }
    }

    private static string Explain(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            "the database is not there; make it with createdb",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword } or
            PostgresException { SqlState: PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "the server does not take this user and password",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "this user may not make or change its tables; give it the right, or make the schema"
            + " and give it to this user",
        _ => PostgresErrors.Describe(failure),
    };

    [LoggerMessage(
        LogLevel.Warning,
        "The server of the {Place} runs with fsync off: what is acknowledged may be lost")]
    private static partial void LogUnsynced(ILogger logger, string place);
}
