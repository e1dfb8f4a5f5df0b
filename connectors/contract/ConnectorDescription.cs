namespace TockOrleans.Connectors.Contract;

/// <summary>What a connector is, can do and must be told.</summary>
/// <param name="Type">Its type id, lower case: <c>slack</c>.</param>
/// <param name="Title">Its name for people: <c>Slack</c>.</param>
/// <param name="Capabilities">What the channel can show and promises.</param>
/// <param name="Settings">What an endpoint of it must be told.</param>
public sealed record ConnectorDescription(
    string Type,
    string Title,
    Capabilities Capabilities,
    IReadOnlyList<SettingField> Settings)
{
    /// <summary>The hosts key documents may be fetched from, over https.</summary>
    public IReadOnlyList<string> KeyHosts { get; init; } = [];
}
