using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// All endpoints that were made through the administration, in one place; those of the
/// configuration are not here. There is one, its key is <see cref="Key"/>. Every node keeps a
/// snapshot of it and asks now and then whether there is a newer one.
/// </summary>
[Alias("tock.IEndpointRegistry")]
public interface IEndpointRegistry : IGrainWithStringKey
{
    /// <summary>The registry's key.</summary>
    const string Key = "all";

    /// <summary>The most endpoints it holds.</summary>
    const int EndpointsMax = 1_000;

    /// <summary>All endpoints, unless the caller knows them.</summary>
    /// <param name="knownVersion">The version the caller has; -1: none.</param>
    /// <returns>All of them; null: the caller's version is the latest.</returns>
    [Alias("List")]
    Task<EndpointList?> List(long knownVersion);

    /// <summary>Writes an endpoint, a new one or in place of the one of that name.</summary>
    /// <param name="record">The endpoint; its version is not looked at.</param>
    /// <returns>Its version; 0: there are <see cref="EndpointsMax"/> already.</returns>
    [Alias("Put")]
    Task<long> Put(EndpointRecord record);

    /// <summary>Removes an endpoint.</summary>
    /// <param name="endpoint">Its name.</param>
    /// <returns>Whether it was there.</returns>
    [Alias("Remove")]
    Task<bool> Remove(string endpoint);
}
