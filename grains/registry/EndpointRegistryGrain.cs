using Microsoft.Extensions.Logging;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Registry;

/// <summary>
/// All endpoints of the administration, in one row. What is in memory is what was read or what is
/// known to be written: a change goes on only after it is on disk.
/// </summary>
internal sealed partial class EndpointRegistryGrain(
    [PersistentState("endpoints", GrainStorage.Name)]
    IPersistentState<EndpointRegistryState> state,
    ILogger<EndpointRegistryGrain> logger) : Grain, IEndpointRegistry
{
    /// <summary>The most characters of an endpoint's settings, names and values.</summary>
    private const int SettingsMax = 65_536;

    private readonly Dictionary<string, EndpointRecord> byName = new(StringComparer.Ordinal);
    private long version;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var stored = state.State;
        if (stored.Format > EndpointRegistryState.FormatNow)
            throw new StoreException(
                $"The endpoints were written in format {stored.Format} by a newer version; this"
                + $" one knows {EndpointRegistryState.FormatNow}.");
        version = stored.Version;
        foreach (var record in stored.Endpoints)
            byName[record.Endpoint] = record;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<EndpointList?> List(long knownVersion) => Task.FromResult(
        knownVersion == version ? null : new EndpointList(version, [.. byName.Values]));

    /// <inheritdoc/>
    public async Task<long> Put(EndpointRecord record)
    {
        if (!EndpointId.TryParse(record.Endpoint, out _))
            throw new ArgumentException("The record's name does not name an endpoint.");
        if (record.Settings.Sum(setting => setting.Key.Length + setting.Value.Length) > SettingsMax)
            throw new ArgumentException(
                $"The settings of {record.Endpoint} have more than {SettingsMax} characters.");
        if (!byName.ContainsKey(record.Endpoint)
            && byName.Count >= IEndpointRegistry.EndpointsMax)
            return 0;
        var written = record with { Version = version + 1 };
        await Write(Others(record.Endpoint).Append(written));
        byName[written.Endpoint] = written;
        return version;
    }

    /// <inheritdoc/>
    public async Task<bool> Remove(string endpoint)
    {
        if (!byName.ContainsKey(endpoint))
            return false;
        await Write(Others(endpoint));
        byName.Remove(endpoint);
        return true;
    }

    private IEnumerable<EndpointRecord> Others(string endpoint) =>
        byName.Values.Where(other => other.Endpoint != endpoint);

    private async Task Write(IEnumerable<EndpointRecord> endpoints)
    {
        state.State = new EndpointRegistryState
        {
            Version = version + 1,
            Endpoints = [.. endpoints],
        };
        try
        {
            await state.WriteStateAsync();
            version++;
        }
        catch (Exception failure)
        {
            // It may be on disk all the same: the next activation reads what there is.
            LogNotWritten(logger, failure);
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Error, "The endpoints could not be written; they are read again")]
    private static partial void LogNotWritten(ILogger logger, Exception failure);
}
