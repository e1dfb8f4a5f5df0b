using System.Collections.Frozen;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>
/// All endpoints a node knows: a snapshot, read without locks and replaced as a whole.
/// </summary>
public sealed class EndpointDirectory(IEnumerable<BotEndpoint> endpoints)
{
    private volatile FrozenDictionary<EndpointId, BotEndpoint> byId =
        endpoints.ToFrozenDictionary(endpoint => endpoint.Id);

    /// <summary>All endpoints, in no order.</summary>
    public IReadOnlyList<BotEndpoint> All => byId.Values;

    /// <summary>The endpoint of that name, or null.</summary>
    public BotEndpoint? Find(EndpointId id) => byId.GetValueOrDefault(id);

    /// <summary>Puts another snapshot in this one's place.</summary>
    /// <param name="newer">All endpoints there are now.</param>
    public void Replace(IEnumerable<BotEndpoint> newer) =>
        byId = newer.ToFrozenDictionary(endpoint => endpoint.Id);
}
