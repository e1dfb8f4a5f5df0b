using TockOrleans.Messages;

namespace TockOrleans.Ingress.Endpoints;

/// <summary>
/// Shows and changes endpoints. Throws where the registry cannot be asked: then it is not known
/// whether a change was made.
/// </summary>
public interface IEndpointEditor
{
    /// <summary>All endpoints, those of the configuration too, by name.</summary>
    Task<IReadOnlyList<EndpointView>> List();

    /// <summary>One endpoint; null: there is none.</summary>
    /// <param name="id">Its name.</param>
    Task<EndpointView?> Find(EndpointId id);

    /// <summary>Writes an endpoint, a new one or in place of the one of that name.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="draft">How it is to be.</param>
    /// <param name="expected">The version to replace; null: any, or none.</param>
    Task<EditResult> Put(EndpointId id, EndpointDraft draft, long? expected);

    /// <summary>Removes an endpoint. Its conversations stay.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="expected">The version to remove; null: any.</param>
    Task<EditResult> Remove(EndpointId id, long? expected);
}
