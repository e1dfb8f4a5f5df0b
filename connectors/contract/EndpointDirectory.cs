using System.Collections.Frozen;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>
/// All endpoints a node knows: a snapshot, read without locks and replaced as a whole.
/// </summary>
/// <param name="endpoints">Those it knows from the start.</param>
public sealed class EndpointDirectory(IEnumerable<BotEndpoint> endpoints)
{
    private volatile FrozenDictionary<EndpointId, BotEndpoint> byId =
        endpoints.ToFrozenDictionary(endpoint => endpoint.Id);

    /// <summary>All endpoints, in no order.</summary>
    public IReadOnlyList<BotEndpoint> All => byId.Values;

    /// <summary>
    /// Brings the snapshot up to date when an endpoint is missed, and says whether that could be
    /// done; null, the default: there is nothing newer than the snapshot.
    /// </summary>
    public Func<CancellationToken, Task<bool>>? Refresh { get; set; }

    /// <summary>The endpoint of that name, or null.</summary>
    public BotEndpoint? Find(EndpointId id) => byId.GetValueOrDefault(id);

    /// <summary>
    /// The endpoint of that name, looked for once more where the snapshot has none: it may have
    /// been made a moment ago, on another node.
    /// </summary>
    /// <param name="id">Its name.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>
    /// The endpoint, or null; and whether that is certain: false where nobody can be asked now.
    /// </returns>
    public async ValueTask<(BotEndpoint? Endpoint, bool Certain)> Seek(
        EndpointId id, CancellationToken stop)
    {
        if (Find(id) is { } known)
            return (known, true);
        if (!id.IsValid || Refresh is not { } refresh)
            return (null, true);
        var certain = await refresh(stop);
        var found = Find(id);
        return (found, certain || found is not null);
    }

    /// <summary>Puts another snapshot in this one's place.</summary>
    /// <param name="newer">All endpoints there are now.</param>
    public void Replace(IEnumerable<BotEndpoint> newer) =>
        byId = newer.ToFrozenDictionary(endpoint => endpoint.Id);
}
