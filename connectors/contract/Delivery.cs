namespace TockOrleans.Connectors.Contract;

/// <summary>One payload on its way to the channel.</summary>
/// <param name="Settings">The endpoint's settings.</param>
/// <param name="Credentials">
/// The endpoint's current token, where it is not a setting; else null.
/// </param>
/// <param name="ReplyAddress">Where it goes, the connector's own JSON.</param>
/// <param name="Payload">The payload, as the renderer wrote it.</param>
/// <param name="IdempotencyKey">
/// The same for every attempt at this payload, unique otherwise.
/// </param>
public sealed record Delivery(
    EndpointSettings Settings,
    string? Credentials,
    string ReplyAddress,
    string Payload,
    string IdempotencyKey);
