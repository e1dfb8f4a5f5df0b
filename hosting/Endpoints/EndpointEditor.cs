using Microsoft.Extensions.Logging;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Endpoints;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Hosting.Endpoints;

/// <summary>
/// Changes endpoints of the registry; after a change this node serves it at once, the others with
/// their next poll. The changes of one node are made one after another; of two nodes that change
/// one endpoint at the same moment, the later one stays.
/// </summary>
internal sealed partial class EndpointEditor(
    IGrainFactory grains,
    ConnectorCatalog connectors,
    EndpointRecords records,
    EndpointSnapshot snapshot,
    ILogger<EndpointEditor> logger) : IEndpointEditor, IDisposable
{
    private readonly SemaphoreSlim gate = new(1);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EndpointView>> List()
    {
        await snapshot.Update();
        return
        [
            .. snapshot.Declared.Values.Select(EndpointViews.Of)
                .Concat(snapshot.Registered.Keys.Where(IsOurs).Select(Show).OfType<EndpointView>())
                .OrderBy(view => view.Id.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public async Task<EndpointView?> Find(EndpointId id)
    {
        if (snapshot.Declared.TryGetValue(id, out var declared))
            return EndpointViews.Of(declared);
        await snapshot.Update();
        return Show(id);
    }

    /// <inheritdoc/>
    public Task<EditResult> Put(EndpointId id, EndpointDraft draft, long? expected) => Change(
        id, expected, async current =>
        {
            List<string> problems = [.. records.Foreign(id, draft.Type), .. draft.Problems];
            if (connectors.Find(draft.Type) is not { } connector)
                return new EditResult.Invalid(problems);
            var given = WithKept(id, connector, draft, current, problems);
            if (records.Create(id, draft.Type, given, problems) is null || problems.Count > 0)
                return new EditResult.Invalid(problems);
            var record = new EndpointRecord(
                id.ToString(), connector.Description.Type, records.Seal(id, connector, given), 0);
            var version = await Registry.Put(record);
            if (version == 0)
                return new EditResult.Full();
            LogWritten(logger, id, record.Type, version);
            await snapshot.Update();
            return Show(id) is { } view
                ? new EditResult.Written(view, Created: current is null)
                : new EditResult.Missing();
        });

    /// <inheritdoc/>
    public Task<EditResult> Remove(EndpointId id, long? expected) => Change(
        id, expected, async _ =>
        {
            var removed = await Registry.Remove(id.ToString());
            await snapshot.Update();
            if (!removed)
                return new EditResult.Missing();
            LogRemoved(logger, id);
            return new EditResult.Removed();
        });

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task<EditResult> Change(
        EndpointId id, long? expected, Func<EndpointRecord?, Task<EditResult>> change)
    {
        if (!IsOurs(id))
            return new EditResult.Declared();
        await gate.WaitAsync();
        try
        {
            await snapshot.Update();
            var current = snapshot.Registered.GetValueOrDefault(id)?.Record;
            return expected is { } version && version != current?.Version
                ? new EditResult.Outdated()
                : await change(current);
        }
        finally
        {
            gate.Release();
        }
    }

    // The draft's settings, and for secrets left out the values they have.
    private Dictionary<string, string?> WithKept(
        EndpointId id,
        Connector connector,
        EndpointDraft draft,
        EndpointRecord? current,
        List<string> problems)
    {
        var given = new Dictionary<string, string?>(
            draft.Settings, StringComparer.OrdinalIgnoreCase);
        var secrets = CommonSettings.FieldsOf(connector).Where(field => field.Secret).ToArray();
        problems.AddRange(draft.Kept
            .Where(name => !secrets.Any(field => Same(field.Name, name)))
            .Select(name => $"settings:{name} is no secret: give its value"));
        if (current is null || !Same(current.Type, connector.Description.Type))
            return given;
        foreach (var field in secrets.Where(field => given.GetValueOrDefault(field.Name) is null))
            try
            {
                given[field.Name] = records.Secret(id, current, field);
            }
            catch (StoreException failure)
            {
                problems.Add($"settings:{field.Name} must be given again: {failure.Message}");
            }
        return given;
    }

    private EndpointView? Show(EndpointId id) =>
        snapshot.Registered.TryGetValue(id, out var found)
            ? EndpointViews.Of(id, found, connectors.Find(found.Record.Type))
            : null;

    private bool IsOurs(EndpointId id) => !snapshot.Declared.ContainsKey(id);

    private static bool Same(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private IEndpointRegistry Registry =>
        grains.GetGrain<IEndpointRegistry>(IEndpointRegistry.Key);

    [LoggerMessage(LogLevel.Information, "Endpoint {Endpoint} ({Type}) is at version {Version}")]
    private static partial void LogWritten(
        ILogger logger, EndpointId endpoint, string type, long version);

    [LoggerMessage(LogLevel.Information, "Endpoint {Endpoint} was removed")]
    private static partial void LogRemoved(ILogger logger, EndpointId endpoint);
}
