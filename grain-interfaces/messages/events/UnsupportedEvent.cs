using System.Text.Json.Serialization;

namespace TockOrleans.Messages;

/// <summary>
/// An event this version does not know. It is kept as it came, so that nothing is lost.
/// </summary>
/// <param name="Kind">The event's kind, in the channel's (or a newer version's) word.</param>
/// <param name="Raw">The event as JSON, as it came.</param>
public sealed record UnsupportedEvent(
    [property: JsonPropertyName("originalKind")] string Kind,
    string Raw) : UserEvent;
