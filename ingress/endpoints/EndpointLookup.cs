using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Endpoints;

/// <summary>
/// Finds the endpoint of an address: in the snapshot, or, where it is not there, once more after
/// the snapshot was brought up to date.
/// </summary>
public sealed class EndpointLookup(EndpointDirectory endpoints, IEndpointRefresh refresh)
{
    /// <summary>Finds an endpoint.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>
    /// The endpoint, or null; and whether that is certain: false where this node cannot know.
    /// </returns>
    public ValueTask<(BotEndpoint? Endpoint, bool Certain)> Find(
        EndpointId id, CancellationToken stop) =>
        endpoints.Find(id) is { } known ? new((known, true))
        : id.IsValid ? new(FindAnew(id, stop))
        : new((null, true));

    private async Task<(BotEndpoint? Endpoint, bool Certain)> FindAnew(
        EndpointId id, CancellationToken stop)
    {
        var certain = await refresh.Refresh(stop);
        var found = endpoints.Find(id);
        return (found, certain || found is not null);
    }
}
