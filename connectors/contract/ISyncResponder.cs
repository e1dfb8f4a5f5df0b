namespace TockOrleans.Connectors.Contract;

/// <summary>Writes the answer of a synchronous request. Pure.</summary>
public interface ISyncResponder
{
    /// <summary>Writes the answer that carries a turn's replies.</summary>
    /// <param name="payloads">
    /// The replies as <see cref="IMessageRenderer"/> wrote them, in order.
    /// </param>
    /// <param name="metadata">Data for the client program; empty: none.</param>
    /// <param name="settings">The endpoint's settings.</param>
    WebhookReply Respond(
        IReadOnlyList<string> payloads,
        IReadOnlyDictionary<string, string> metadata,
        EndpointSettings settings);
}
