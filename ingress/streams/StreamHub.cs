using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TockOrleans.GrainInterfaces;
using TockOrleans.GrainInterfaces.Streams;

namespace TockOrleans.Ingress.Streams;

/// <summary>
/// The open streams of this node. As long as there are any it says so in the cluster, and takes
/// the replies of all sessions; those of its own clients it brings to them.
/// </summary>
public sealed partial class StreamHub : BackgroundService, IReplyTarget
{
    private const int CatchUpsMax = 64;
    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    private readonly IClusterClient cluster;
    private readonly IngressOptions limits;
    private readonly TimeProvider clock;
    private readonly ILogger<StreamHub> logger;
    private readonly string name = $"{Environment.MachineName}:{Guid.NewGuid():N}";
    private readonly ConcurrentDictionary<string, ImmutableArray<StreamConnection>> sessions =
        new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string, string), ChannelWriter<GrowingReplies>>
        answers = new();
    private readonly SemaphoreSlim catchingUp = new(CatchUpsMax);
    private IReplyTarget? self;
    private long changes;
    private bool known;
    private int count;

    /// <summary>Made by the container.</summary>
    public StreamHub(
        IClusterClient cluster,
        IOptions<IngressOptions> options,
        TimeProvider clock,
        ILogger<StreamHub> logger) =>
        (this.cluster, limits, this.clock, this.logger) = (cluster, options.Value, clock, logger);

    /// <summary>How many streams are open.</summary>
    public int Count => Volatile.Read(ref count);

    /// <inheritdoc/>
    public Task<bool> Push(PushedReplies pushed)
    {
        var taken = false;
        if (sessions.TryGetValue(pushed.Session, out var connections))
            foreach (var connection in connections)
            {
                taken |= connection.Offer(pushed, out var missed);
                if (missed)
                    _ = CatchUp(connection);
            }
        return Task.FromResult(taken);
    }

    /// <inheritdoc/>
    public Task Show(GrowingReplies growing)
    {
        if (sessions.TryGetValue(growing.Session, out var connections))
            foreach (var connection in connections)
                connection.Show(growing);
        if (answers.TryGetValue((growing.Session, growing.EventId), out var answer))
            answer.TryWrite(growing);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        catchingUp.Dispose();
        base.Dispose();
    }

    /// <summary>This node, for sessions to show answers to that grow.</summary>
    internal IReplyTarget Self => LazyInitializer.EnsureInitialized(
        ref self, () => cluster.CreateObjectReference<IReplyTarget>(this));

    /// <summary>Takes what the answer to an event grows to: the newest there is.</summary>
    /// <param name="session">The session's key.</param>
    /// <param name="eventId">The connector's canonical id of the event.</param>
    /// <param name="growing">What it grows to.</param>
    /// <returns>Ends it.</returns>
    internal IDisposable Watch(
        string session, string eventId, out ChannelReader<GrowingReplies> growing)
    {
        var newest = Channel.CreateBounded<GrowingReplies>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        growing = newest.Reader;
        // The same event twice at once: the last one watches.
        answers[(session, eventId)] = newest.Writer;
        return new Watcher(() => answers.TryRemove(
            KeyValuePair.Create((session, eventId), newest.Writer)));
    }

    /// <summary>Whether a user may open one more.</summary>
    internal bool HasRoomFor(string session) =>
        !sessions.TryGetValue(session, out var open) || open.Length < limits.StreamsPerUserMax;

    /// <summary>Takes a stream; false: the node holds as many as it may.</summary>
    internal bool TryAdd(StreamConnection connection)
    {
        if (Interlocked.Increment(ref count) > limits.StreamsMax)
        {
            Interlocked.Decrement(ref count);
            return false;
        }
        connection.PingedAt = clock.GetTimestamp();
        connection.BeginCatchingUp();
        sessions.AddOrUpdate(
            connection.Session, [connection], (_, others) => others.Add(connection));
        _ = CatchUp(connection);
        return true;
    }

    internal void Remove(StreamConnection connection)
    {
        Interlocked.Decrement(ref count);
        while (sessions.TryGetValue(connection.Session, out var open))
        {
            var left = open.Remove(connection);
            if (left.IsEmpty
                ? sessions.TryRemove(KeyValuePair.Create(connection.Session, open))
                : sessions.TryUpdate(connection.Session, left, open))
                return;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Tell();
                Tick();
                await Task.Delay(TickEvery, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The clients go to another node, which they tell where they were.
            foreach (var connection in All())
                connection.Close();
        }
    }

    private IEnumerable<StreamConnection> All() =>
        sessions.Values.SelectMany(connections => connections);

    // A node that holds no stream costs nobody anything.
    private async Task Tell()
    {
        try
        {
            if (Count > 0)
            {
                var now = await cluster.GetGrain<IStreamNodes>(0).Register(name, Self);
                // Whoever opened a stream before was told then what there was.
                if (known && now != changes)
                    CatchUpAll();
                (changes, known) = (now, true);
            }
            else if (known)
            {
                await cluster.GetGrain<IStreamNodes>(0).Leave(name);
                known = false;
            }
        }
        catch (Exception failure)
        {
            LogNotTold(logger, failure);
        }
    }

    private void Tick()
    {
        foreach (var connection in All())
            if (clock.GetElapsedTime(connection.PingedAt) >= connection.Format.PingInterval)
            {
                connection.PingedAt = clock.GetTimestamp();
                connection.Ping();
            }
    }

    // What was said while a silo did not know this node did not come here.
    private void CatchUpAll()
    {
        foreach (var connection in All())
            _ = CatchUp(connection);
    }

    private async Task CatchUp(StreamConnection connection)
    {
        try
        {
            await catchingUp.WaitAsync();
            try
            {
                await ReadMissed(connection);
            }
            finally
            {
                catchingUp.Release();
            }
        }
        catch (Exception failure)
        {
            // The client comes again and tells where it was.
            LogNotCaughtUp(logger, failure);
            connection.Close();
        }
    }

    private async Task ReadMissed(StreamConnection connection)
    {
        var session = cluster.GetGrain<IUserSession>(connection.Session);
        MissedReplies missed;
        do
        {
            missed = await session.ReadReplies(connection.BeginCatchingUp());
            var seqs = connection.CatchUp(missed);
            if (seqs.Count > 0)
                await session.HandOver(seqs);
        }
        while (missed.More);
    }

    private sealed class Watcher(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    [LoggerMessage(LogLevel.Warning, "The cluster could not be told of this node's streams")]
    private static partial void LogNotTold(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Warning, "What a client missed could not be read; it is let go")]
    private static partial void LogNotCaughtUp(ILogger logger, Exception failure);
}
