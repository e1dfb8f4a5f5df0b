using System.Text.Json.Serialization;

namespace TockOrleans.Messages;

/// <summary>
/// One event of one user, as a connector read it and as it is stored: the event and what came with
/// it.
/// </summary>
/// <param name="EventId">
/// The connector's canonical id of the event, stable over redeliveries; at most
/// <see cref="Bounds.EventIdMax"/> characters.
/// </param>
/// <param name="At">When it happened, by the channel's clock.</param>
/// <param name="Event">What happened.</param>
/// <param name="Locale">The user's language as a BCP 47 tag, where the channel tells.</param>
/// <param name="Profile">What the channel tells of the user.</param>
/// <param name="ReplyAddress">Where replies go: opaque, the connector's own JSON.</param>
/// <param name="Metadata">Further data of the request a story may read.</param>
/// <param name="ActsAs">
/// The type id of the connector that stories take it to have come through, where a test plays
/// another one; null, as a rule: the one it came through.
/// </param>
public sealed record InboundEvent(
    string EventId,
    DateTimeOffset At,
    [property: JsonConverter(typeof(UserEventConverter))] UserEvent Event,
    string? Locale = null,
    UserProfile? Profile = null,
    string? ReplyAddress = null,
    IReadOnlyDictionary<string, string>? Metadata = null,
    string? ActsAs = null);
