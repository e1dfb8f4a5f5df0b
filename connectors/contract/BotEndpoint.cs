using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>One configured connector of one bot.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Connector">Its connector.</param>
/// <param name="Settings">What it was told.</param>
/// <param name="Version">Greater after every change of its settings; 0: never changed.</param>
public sealed record BotEndpoint(
    EndpointId Id, Connector Connector, EndpointSettings Settings, long Version = 0)
{
    /// <summary>What its channel can show and promises.</summary>
    public Capabilities Capabilities { get; } = Connector.CapabilitiesOf(Settings);

    /// <summary>What becomes of a reply that the channel may have or not.</summary>
    public DeliveryPolicy Policy { get; } = CommonSettings.PolicyOf(Settings);

    /// <summary>The connection we open to its channel; null: the channel calls us.</summary>
    public IChannelConnection? Connection { get; } = Connector.ConnectionOf(Settings);

    /// <summary>How it knows who a user is.</summary>
    public UserIdentity Identity { get; } = Connector.IdentityOf(Settings);

    /// <summary>Makes an endpoint of what was written down.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="connector">Its connector.</param>
    /// <param name="given">The settings by name.</param>
    /// <param name="path">Where they stand, for the messages.</param>
    /// <param name="problems">What is wrong, each with its path; values are never in it.</param>
    /// <param name="version">See <see cref="Version"/>.</param>
    /// <returns>The endpoint; null where there are problems.</returns>
    public static BotEndpoint? Create(
        EndpointId id,
        Connector connector,
        IReadOnlyDictionary<string, string?> given,
        string path,
        out IReadOnlyList<string> problems,
        long version = 0)
    {
        var fields = CommonSettings.FieldsOf(connector);
        var settings = EndpointSettings.Create(id, fields, given, path, out problems);
        if (settings is null)
            return null;
        problems = [.. connector.ProblemsOf(settings)
            .Select(wrong => $"{path}:{wrong.Field.Name} {wrong.Problem}")];
        return problems.Count > 0 ? null : new BotEndpoint(id, connector, settings, version);
    }
}
