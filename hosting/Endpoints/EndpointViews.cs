using TockOrleans.Connectors.Contract;
using TockOrleans.Ingress.Endpoints;
using TockOrleans.Messages;

namespace TockOrleans.Hosting.Endpoints;

/// <summary>Shows endpoints without their secrets.</summary>
internal static class EndpointViews
{
    /// <summary>An endpoint of the configuration.</summary>
    public static EndpointView Of(BotEndpoint endpoint)
    {
        var fields = CommonSettings.FieldsOf(endpoint.Connector);
        return new EndpointView(
            endpoint.Id,
            endpoint.Connector.Description.Type,
            Declared: true,
            Version: 0,
            Shown(fields, endpoint.Settings.Text),
            Secrets(fields, endpoint.Settings.Text),
            [],
            endpoint.Identity);
    }

    /// <summary>An endpoint of the registry.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="found">As this node reads it.</param>
    /// <param name="connector">Its connector; null: this node knows none of the type.</param>
    public static EndpointView Of(EndpointId id, RegisteredEndpoint found, Connector? connector)
    {
        var record = found.Record;
        // Nobody here knows which settings of a foreign type are secrets: all are.
        var fields = connector is null
            ? [.. record.Settings.Keys.Select(name => new SettingField(name, name, "")
                { Secret = true })]
            : CommonSettings.FieldsOf(connector);
        return new EndpointView(
            id,
            record.Type,
            Declared: false,
            record.Version,
            Shown(fields, Kept),
            Secrets(fields, Kept),
            found.Problems,
            found.Endpoint?.Identity);

        string? Kept(SettingField field) =>
            record.Settings.GetValueOrDefault(field.Name) ?? field.Default;
    }

    private static Dictionary<string, string> Shown(
        IEnumerable<SettingField> fields, Func<SettingField, string?> value) => fields
        .Where(field => !field.Secret && value(field) is not null)
        .ToDictionary(field => field.Name, field => value(field)!);

    private static Dictionary<string, bool> Secrets(
        IEnumerable<SettingField> fields, Func<SettingField, string?> value) => fields
        .Where(field => field.Secret)
        .ToDictionary(field => field.Name, field => value(field) is not null);
}
