using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>One configured connector of one bot.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Connector">Its connector.</param>
/// <param name="Settings">What it was told.</param>
public sealed record BotEndpoint(EndpointId Id, Connector Connector, EndpointSettings Settings);
