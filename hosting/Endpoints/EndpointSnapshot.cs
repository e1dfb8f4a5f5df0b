using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Hosting.Endpoints;

/// <summary>
/// This node's snapshot of all endpoints: those of the configuration, which always win, and those
/// of the registry that this node can serve. What it cannot is left out and told.
/// </summary>
internal sealed partial class EndpointSnapshot : IDisposable
{
    private const long NoVersion = -1;

    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);

    private readonly IGrainFactory grains;
    private readonly EndpointDirectory directory;
    private readonly EndpointRecords records;
    private readonly TimeProvider clock;
    private readonly ILogger<EndpointSnapshot> logger;
    private readonly SemaphoreSlim gate = new(1);
    private volatile Known registered =
        new(NoVersion, FrozenDictionary<EndpointId, RegisteredEndpoint>.Empty);
    private readonly Lock sharing = new();
    private Task<bool>? next;
    private long? askedAt;

    /// <summary>Takes what the directory holds at the start as the configuration.</summary>
    public EndpointSnapshot(
        IGrainFactory grains,
        EndpointDirectory directory,
        EndpointRecords records,
        TimeProvider clock,
        ILogger<EndpointSnapshot> logger)
    {
        (this.grains, this.directory, this.records) = (grains, directory, records);
        (this.clock, this.logger) = (clock, logger);
        Declared = directory.All.ToFrozenDictionary(endpoint => endpoint.Id);
        directory.Refresh = Refresh;
        TellOpen(Declared.Values);
    }

    /// <summary>The endpoints of the configuration.</summary>
    public FrozenDictionary<EndpointId, BotEndpoint> Declared { get; }

    /// <summary>The endpoints of the registry, served here or not.</summary>
    public FrozenDictionary<EndpointId, RegisteredEndpoint> Registered => registered.Endpoints;

    /// <summary>Whether the registry was ever read.</summary>
    public bool IsLoaded => registered.Version != NoVersion;

    /// <summary>
    /// Asks for what changed, at most once in a while: an address that does not exist costs next
    /// to nothing. Callers share the next question, and none is shared that was asked before.
    /// </summary>
    /// <param name="stop">Gives up waiting, not the question.</param>
    /// <returns>Whether the snapshot is the latest; false: nobody can be asked now.</returns>
    public Task<bool> Refresh(CancellationToken stop)
    {
        lock (sharing)
            // Off the caller's scheduler: that of a grain would hold up all others with the grain.
            return (next ??= Task.Run(AskNext, CancellationToken.None)).WaitAsync(stop);
    }

    /// <summary>Asks for what changed, however short ago that was last done.</summary>
    public async Task Update()
    {
        await gate.WaitAsync();
        try
        {
            await Ask();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task<bool> AskNext()
    {
        await gate.WaitAsync();
        try
        {
            if (askedAt is { } last && AskedAgainAfter - clock.GetElapsedTime(last) is var wait
                && wait > TimeSpan.Zero)
                await Task.Delay(wait, clock, CancellationToken.None);
            lock (sharing)
                next = null;
            await Ask();
            return true;
        }
        catch (Exception failure)
        {
            LogNotAsked(logger, failure);
            return false;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task Ask()
    {
        try
        {
            var list = await grains.GetGrain<IEndpointRegistry>(IEndpointRegistry.Key)
                .List(registered.Version).WaitAsync(CallLimit, clock);
            if (list is not null)
                Take(list);
        }
        finally
        {
            askedAt = clock.GetTimestamp();
        }
    }

    private void Take(EndpointList list)
    {
        var known = registered.Endpoints;
        var taken = new Dictionary<EndpointId, RegisteredEndpoint>();
        foreach (var record in list.Endpoints)
        {
            if (!EndpointId.TryParse(record.Endpoint, out var id))
                LogLeftOut(logger, record.Endpoint, "its name is none");
            else
                taken[id] = Read(id, record, known.GetValueOrDefault(id));
        }
        TellOpen(taken
            .Where(found => found.Value.Problems.Count == 0
                && found.Value != known.GetValueOrDefault(found.Key))
            .Select(found => found.Value.Endpoint).OfType<BotEndpoint>());
        directory.Replace(
        [
            .. Declared.Values,
            .. taken.Where(found => !Declared.ContainsKey(found.Key))
                .Select(found => found.Value.Endpoint).OfType<BotEndpoint>(),
        ]);
        registered = new Known(list.Version, taken.ToFrozenDictionary());
        LogTaken(logger, list.Version, taken.Count);
    }

    private RegisteredEndpoint Read(EndpointId id, EndpointRecord record, RegisteredEndpoint? known)
    {
        var isKnown = known?.Record.Version == record.Version;
        if (isKnown && known!.Endpoint is not null)
            return known;
        var read = records.Read(record);
        if (Declared.ContainsKey(id))
            read = read with { Problems = ["the configuration declares it, too, and wins"] };
        if (read.Problems.Count > 0
            && !(isKnown && known!.Problems.SequenceEqual(read.Problems)))
            LogLeftOut(logger, record.Endpoint, string.Join("; ", read.Problems));
        return read;
    }

    private void TellOpen(IEnumerable<BotEndpoint> endpoints)
    {
        var open = endpoints.Where(endpoint => endpoint.Identity.Open)
            .Select(endpoint => endpoint.Id.ToString()).Order(StringComparer.Ordinal).ToArray();
        if (open.Length > 0)
            LogOpen(logger, string.Join(", ", open));
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Anybody may be any user on {Endpoints}: identity is open, which is for trials")]
    private static partial void LogOpen(ILogger logger, string endpoints);

    [LoggerMessage(LogLevel.Debug, "The endpoints are at version {Version}: {Count} registered")]
    private static partial void LogTaken(ILogger logger, long version, int count);

    [LoggerMessage(LogLevel.Warning, "The endpoint {Endpoint} is not served here: {Reason}")]
    private static partial void LogLeftOut(ILogger logger, string endpoint, string reason);

    [LoggerMessage(LogLevel.Warning, "The endpoints could not be asked for; the old ones stay")]
    private static partial void LogNotAsked(ILogger logger, Exception failure);

    private sealed record Known(
        long Version, FrozenDictionary<EndpointId, RegisteredEndpoint> Endpoints);
}
