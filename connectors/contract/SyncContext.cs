using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>What a synchronous answer belongs to.</summary>
/// <param name="Settings">The endpoint's settings.</param>
/// <param name="ReplyAddress">
/// The event's <see cref="InboundEvent.ReplyAddress"/>: what of the request its answer must repeat.
/// </param>
/// <param name="Locale">The user's language as a BCP 47 tag, where known.</param>
public sealed record SyncContext(
    EndpointSettings Settings,
    string? ReplyAddress = null,
    string? Locale = null)
{
    /// <summary>
    /// The answer's name, which its messages have on a stream too, so that a client shows each
    /// once; null: it has none.
    /// </summary>
    public string? ResponseId { get; init; }
}
