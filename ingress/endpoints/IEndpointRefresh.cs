namespace TockOrleans.Ingress.Endpoints;

/// <summary>Brings this node's snapshot of the endpoints up to date, when one is missed.</summary>
public interface IEndpointRefresh
{
    /// <summary>
    /// Asks for what changed. Callers share one question, and within a second of the last one
    /// nothing is asked: an address that does not exist costs next to nothing.
    /// </summary>
    /// <param name="stop">Gives up waiting, not the question.</param>
    /// <returns>
    /// Whether the snapshot is the latest, up to a second; false: nobody can be asked now.
    /// </returns>
    Task<bool> Refresh(CancellationToken stop);
}
