using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>One thing a parser read. A closed family.</summary>
public abstract record ParsedItem
{
    private ParsedItem()
    {
    }

    /// <summary>An event of a user.</summary>
    /// <param name="User">The user, the vendor's workspace, page or number included.</param>
    /// <param name="Thread">The thread, where the channel has threads.</param>
    /// <param name="Inbound">The event.</param>
    /// <param name="Synchronous">Whether its replies go back in the answer.</param>
    public sealed record FromUser(
        string User, string? Thread, InboundEvent Inbound, bool Synchronous) : ParsedItem
    {
        /// <summary>
        /// Whether the answer itself is a stream, in the connector's <see cref="IAnswerFormat"/>:
        /// of what the answer grows to, and then of its messages. Only where it is synchronous.
        /// </summary>
        public bool Streamed { get; init; }
    }

    /// <summary>An event of the endpoint itself: installed, revoked, renumbered …</summary>
    /// <param name="EventId">The connector's canonical id of it.</param>
    /// <param name="Kind">What happened, in the channel's word.</param>
    /// <param name="Json">The event as it came.</param>
    /// <param name="Revokes">
    /// Whether the channel takes nothing from this endpoint any more, until it is set up anew.
    /// </param>
    public sealed record FromEndpoint(
        string EventId, string Kind, string Json, bool Revokes = false) : ParsedItem
    {
        /// <summary>
        /// The account it is of, where the app is installed in several; null: the endpoint as a
        /// whole.
        /// </summary>
        public string? Account { get; init; }
    }

    /// <summary>
    /// Nothing to do: an echo, noise, a kind not asked for. Counted by its reason.
    /// </summary>
    /// <param name="Why">Why, one of a few fixed words.</param>
    public sealed record Ignored(string Why) : ParsedItem;
}
