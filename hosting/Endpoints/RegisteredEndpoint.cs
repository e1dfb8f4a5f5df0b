using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Hosting.Endpoints;

/// <summary>An endpoint of the registry, as this node reads it.</summary>
/// <param name="Record">As it is kept.</param>
/// <param name="Endpoint">As it is served; null: this node cannot.</param>
/// <param name="Problems">Why it cannot.</param>
internal sealed record RegisteredEndpoint(
    EndpointRecord Record, BotEndpoint? Endpoint, IReadOnlyList<string> Problems);
