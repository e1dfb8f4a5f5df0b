using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TockOrleans.Messages;

namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// The embedded store: one SQLite file in a folder that one process holds. Commits of all
/// sessions share transactions, each synced to the disk before anybody is told.
/// </summary>
public sealed class SqliteSessionStore : ISessionStore, IDisposable
{
    private const int ReadersKept = 8;

    private readonly DataFolder folder;
    private readonly PageWiper wiper;
    private readonly SqliteWriter writer;
    private readonly StoreMetrics metrics;
    private readonly TimeProvider clock;
    private readonly ConcurrentBag<SqliteReader> readers = [];
    private volatile bool shut;
    private volatile bool erasures;

    /// <summary>Takes the folder and opens the file.</summary>
    /// <exception cref="StoreException">They cannot be used; the message says why.</exception>
    public SqliteSessionStore(
        IOptions<SqliteStoreOptions> options,
        StoreMetrics metrics,
        TimeProvider clock,
        ILogger<SqliteSessionStore> logger)
    {
        (this.metrics, this.clock) = (metrics, clock);
        folder = DataFolder.Take(options.Value.Path);
        wiper = new PageWiper(folder.DatabaseFile);
        try
        {
            writer = new SqliteWriter(
                folder.DatabaseFile, wiper, options.Value, metrics, logger);
            var reader = new SqliteReader(folder.DatabaseFile);
            readers.Add(reader);
            erasures = reader.HasTombstones;
        }
        catch
        {
            writer?.Dispose();
            wiper.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The data folder's full path.</summary>
    public string Path => folder.Path;

    /// <inheritdoc/>
    public Task<SessionSnapshot> Load(SessionId session, int recentEvents) =>
        Read(reader => reader.Load(session, recentEvents, erasures ? clock.GetUtcNow() : null));

    /// <inheritdoc/>
    public Task<CommitResult> Commit(SessionCommit commit)
    {
        var work = new CommitWork(commit, metrics);
        writer.Write(work);
        return work.Ended;
    }

    /// <inheritdoc/>
    public Task<CommitResult> Mark(SessionMarks marks)
    {
        var work = new MarkWork(marks, metrics);
        writer.Write(work);
        return work.Ended;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> FindDead(DeadLetterQuery query) =>
        Read<IReadOnlyList<DeadLetter>>(reader => reader.FindDead(query));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Entry>?> FindTurn(SessionId session, EventKey key) =>
        Read<IReadOnlyList<Entry>?>(reader =>
            reader.FindTurn(session, key) is { Count: > 0 } found ? found : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SessionId>> FindDue(DateTimeOffset now, int limit) =>
        Read<IReadOnlyList<SessionId>>(reader => reader.FindDue(now, limit));

    /// <inheritdoc/>
    public Task<int> SettleDue(DateTimeOffset now, int limit)
    {
        var work = new SettleWork(now, limit);
        writer.Write(work);
        return work.Ended;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Entry>> ReadLog(SessionId session, long after, int limit) =>
        Read<IReadOnlyList<Entry>>(reader => reader.ReadLog(session, after, limit));

    /// <inheritdoc/>
    public async Task Erase(SessionId session, DateTimeOffset tombstonesUntil)
    {
        erasures = true;
        var work = new ErasureWork(session, tombstonesUntil, clock.GetUtcNow());
        writer.Write(work);
        await work.Ended.ConfigureAwait(false);
    }

    /// <summary>
    /// Wipes the unused middles of the file's pages. What is erased leaves its rows, the free pages
    /// and the log at once; but where rows moved to another page SQLite left copies there. Commits
    /// go on meanwhile, each behind some 8 MiB of it at the most.
    /// </summary>
    /// <exception cref="StoreException">It could not be done; nothing is lost.</exception>
    public async Task Scrub()
    {
        var work = new ScrubWork();
        writer.Write(work);
        await work.Ended.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (shut)
            return;
        shut = true;
        writer.Dispose();
        while (readers.TryTake(out var reader))
            reader.Dispose();
        wiper.Dispose();
        folder.Dispose();
    }

    internal Task<(long Etag, byte[] Body)?> ReadState(string type, string id) =>
        Read(reader => reader.ReadState(type, id));

    internal Task<bool> WriteState(string type, string id, long? etag, long next, byte[]? body)
    {
        var work = new GrainStateWork(type, id, etag, next, body);
        writer.Write(work);
        return work.Ended;
    }

    internal Task Audit(AuditEntry entry)
    {
        var work = new AuditWork(entry);
        writer.Write(work);
        return work.Ended;
    }

    internal Task<int> Prune(PruningWork work)
    {
        writer.Write(work);
        return work.Ended;
    }

    // A read by key takes some microseconds: handing it to another thread would cost more.
    internal Task<T> Read<T>(Func<SqliteReader, T> read)
    {
        if (shut)
            return Task.FromException<T>(new StoreException("The store is shut."));
        SqliteReader? reader = null;
        try
        {
            if (!readers.TryTake(out reader))
                reader = new SqliteReader(folder.DatabaseFile);
            var result = read(reader);
            GiveBack(reader);
            return Task.FromResult(result);
        }
        catch (Exception failure) when (failure is SqliteException or FormatException)
        {
            reader?.Dispose();
            return Task.FromException<T>(new StoreException(
                $"The store cannot be read: {SqliteErrors.Describe(failure)}.", failure));
        }
    }

    private void GiveBack(SqliteReader reader)
    {
        if (shut || readers.Count >= ReadersKept)
            reader.Dispose();
        else
            readers.Add(reader);
    }
}
