namespace TockOrleans.Connectors.Contract;

/// <summary>Writes the answer of a synchronous request. Pure.</summary>
public interface ISyncResponder
{
    /// <summary>Writes the answer that carries a turn's replies.</summary>
    /// <param name="payloads">
    /// The replies as <see cref="IMessageRenderer"/> wrote them, in order; may be none.
    /// </param>
    /// <param name="metadata">Data for the client program; empty: none.</param>
    /// <param name="context">What the answer belongs to.</param>
    WebhookReply Respond(
        IReadOnlyList<string> payloads,
        IReadOnlyDictionary<string, string> metadata,
        SyncContext context);
}
