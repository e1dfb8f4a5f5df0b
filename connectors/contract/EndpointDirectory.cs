using System.Collections.Frozen;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>All endpoints a node knows: a snapshot, read without locks.</summary>
public sealed class EndpointDirectory(IEnumerable<Endpoint> endpoints)
{
    private readonly FrozenDictionary<EndpointId, Endpoint> byId =
        endpoints.ToFrozenDictionary(endpoint => endpoint.Id);

    /// <summary>All endpoints, in no order.</summary>
    public IReadOnlyList<Endpoint> All => byId.Values;

    /// <summary>The endpoint of that name, or null.</summary>
    public Endpoint? Find(EndpointId id) => byId.GetValueOrDefault(id);
}
