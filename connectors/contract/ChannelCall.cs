namespace TockOrleans.Connectors.Contract;

/// <summary>As whom the channel is called.</summary>
/// <param name="Settings">The endpoint's settings.</param>
/// <param name="Credentials">
/// The endpoint's current token, where it is not a setting; else null.
/// </param>
public sealed record ChannelCall(EndpointSettings Settings, string? Credentials);
