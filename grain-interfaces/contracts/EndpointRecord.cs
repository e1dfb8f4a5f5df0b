using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>An endpoint as it is kept.</summary>
/// <param name="Endpoint">Its name, as <see cref="Messages.EndpointId"/> writes it.</param>
/// <param name="Type">The type id of its connector.</param>
/// <param name="Settings">Its settings by name; secret ones are sealed.</param>
/// <param name="Version">The registry's version it was written with.</param>
[GenerateSerializer, Immutable, Alias("tock.EndpointRecord")]
public sealed record EndpointRecord(
    [property: Id(0)] string Endpoint,
    [property: Id(1)] string Type,
    [property: Id(2)] IReadOnlyDictionary<string, string> Settings,
    [property: Id(3)] long Version);
