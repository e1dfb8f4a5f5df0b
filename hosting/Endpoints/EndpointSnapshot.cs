using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Endpoints;
using TockOrleans.Messages;

namespace TockOrleans.Hosting.Endpoints;

/// <summary>
/// This node's snapshot of all endpoints: those of the configuration, which always win, and those
/// of the registry that this node can serve. What it cannot is left out and told.
/// </summary>
internal sealed partial class EndpointSnapshot : IEndpointRefresh, IDisposable
{
    private const long NoVersion = -1;

    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);

    private readonly IGrainFactory grains;
    private readonly EndpointDirectory directory;
    private readonly EndpointRecords records;
    private readonly TimeProvider clock;
    private readonly ILogger<EndpointSnapshot> logger;
    private readonly SemaphoreSlim gate = new(1);
    private volatile Known registered =
        new(NoVersion, FrozenDictionary<EndpointId, RegisteredEndpoint>.Empty);
    private long? askedAt;
    private bool answered;

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
    }

    /// <summary>The endpoints of the configuration.</summary>
    public FrozenDictionary<EndpointId, BotEndpoint> Declared { get; }

    /// <summary>The endpoints of the registry, served here or not.</summary>
    public FrozenDictionary<EndpointId, RegisteredEndpoint> Registered => registered.Endpoints;

    /// <summary>Whether the registry was ever read.</summary>
    public bool IsLoaded => registered.Version != NoVersion;

    /// <inheritdoc/>
    public async Task<bool> Refresh(CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            if (askedAt is { } last && clock.GetElapsedTime(last) < AskedAgainAfter)
                return answered;
            await Ask();
        }
        catch (Exception failure)
        {
            LogNotAsked(logger, failure);
        }
        finally
        {
            gate.Release();
        }
        return answered;
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

    private async Task Ask()
    {
        answered = false;
        try
        {
            var list = await grains.GetGrain<IEndpointRegistry>(IEndpointRegistry.Key)
                .List(registered.Version).WaitAsync(CallLimit, clock);
            if (list is not null)
                Take(list);
            answered = true;
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

    [LoggerMessage(LogLevel.Debug, "The endpoints are at version {Version}: {Count} registered")]
    private static partial void LogTaken(ILogger logger, long version, int count);

    [LoggerMessage(LogLevel.Warning, "The endpoint {Endpoint} is not served here: {Reason}")]
    private static partial void LogLeftOut(ILogger logger, string endpoint, string reason);

    [LoggerMessage(LogLevel.Warning, "The endpoints could not be asked for; the old ones stay")]
    private static partial void LogNotAsked(ILogger logger, Exception failure);

    private sealed record Known(
        long Version, FrozenDictionary<EndpointId, RegisteredEndpoint> Endpoints);
}
