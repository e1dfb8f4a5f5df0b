using System.Text.Json.Serialization;

namespace TockOrleans.Messages;

/// <summary>The conversation changed hands between the bot and people or another program.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Party">The channel's id of the other party.</param>
/// <param name="Metadata">What the other party left for us.</param>
public sealed record HandoverEvent(
    [property: JsonPropertyName("handover")] HandoverKind Kind,
    string? Party = null,
    string? Metadata = null) : UserEvent;
