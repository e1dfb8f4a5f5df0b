using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Hosting.Endpoints;

/// <summary>
/// Writes endpoints as records, their secrets sealed, and reads records back. A record of a newer
/// version, of other bots or under other keys is no reason to fail: it has problems.
/// </summary>
internal sealed class EndpointRecords(
    ConnectorCatalog connectors, BotCatalog bots, ISecretBox box)
{
    private const string Path = "settings";

    /// <summary>Reads a record.</summary>
    public RegisteredEndpoint Read(EndpointRecord record)
    {
        if (!EndpointId.TryParse(record.Endpoint, out var id))
            return new(record, null, ["its name is none"]);
        var problems = new List<string>(Foreign(id, record.Type));
        if (problems.Count > 0)
            return new(record, null, problems);
        var given = Open(id, record, problems);
        var endpoint = problems.Count > 0
            ? null
            : Create(id, record.Type, given, problems, record.Version);
        return new(record, endpoint, problems);
    }

    /// <summary>What this node lacks for an endpoint: its bot, its connector.</summary>
    public IEnumerable<string> Foreign(EndpointId id, string type)
    {
        if (bots.Find(id.Namespace, id.Bot) is null)
            yield return $"bot: there is no bot {id.Namespace}/{id.Bot} here";
        if (connectors.Find(type) is null)
            yield return $"type: '{type}' is unknown; known are "
                + string.Join(", ", connectors.All.Select(known => known.Description.Type));
    }

    /// <summary>Makes an endpoint; what is wrong is added to the problems.</summary>
    public BotEndpoint? Create(
        EndpointId id,
        string type,
        IReadOnlyDictionary<string, string?> given,
        List<string> problems,
        long version = 0)
    {
        try
        {
            var endpoint = BotEndpoint.Create(
                id, connectors.Find(type)!, given, Path, out var wrong, version);
            problems.AddRange(wrong);
            return endpoint;
        }
        catch (Exception failure)
        {
            // A connector of somebody else: its text may hold values, so only its kind is told.
            problems.Add($"{Path}: the connector failed on them ({failure.GetType().Name})");
            return null;
        }
    }

    /// <summary>The secret of a record in clear; null: it is not set.</summary>
    /// <exception cref="StoreException">This node cannot open it.</exception>
    public string? Secret(EndpointId id, EndpointRecord record, SettingField field) =>
        record.Settings.TryGetValue(field.Name, out var text)
            ? box.Open(text, Purpose(id, record.Type, field))
            : null;

    /// <summary>The settings as they are kept: by the fields' own names, secrets sealed.</summary>
    public Dictionary<string, string> Seal(
        EndpointId id, Connector connector, IReadOnlyDictionary<string, string?> given)
    {
        var named = new Dictionary<string, string?>(given, StringComparer.OrdinalIgnoreCase);
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in CommonSettings.FieldsOf(connector))
            if (named.GetValueOrDefault(field.Name) is { Length: > 0 } value)
                kept[field.Name] = field.Secret
                    ? box.Seal(value, Purpose(id, connector.Description.Type, field))
                    : value;
        return kept;
    }

    private Dictionary<string, string?> Open(
        EndpointId id, EndpointRecord record, List<string> problems)
    {
        var given = record.Settings.ToDictionary(
            setting => setting.Key, setting => (string?)setting.Value, StringComparer.Ordinal);
        foreach (var field in CommonSettings.FieldsOf(connectors.Find(record.Type)!))
            if (field.Secret && given.ContainsKey(field.Name))
                try
                {
                    given[field.Name] = Secret(id, record, field);
                }
                catch (StoreException failure)
                {
                    problems.Add($"{Path}:{field.Name} cannot be opened: {failure.Message}");
                }
        return given;
    }

    // A sealed text opens for its own setting of its own endpoint only.
    private static string Purpose(EndpointId id, string type, SettingField field) =>
        $"endpoint {id} {type.ToLowerInvariant()} {field.Name}";
}
