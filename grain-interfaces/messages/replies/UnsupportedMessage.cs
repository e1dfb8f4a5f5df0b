using System.Text.Json.Serialization;

namespace TockOrleans.Messages;

/// <summary>A message this version does not know, kept as it came.</summary>
/// <param name="Kind">The message's kind.</param>
/// <param name="Raw">The message as JSON, as it came.</param>
public sealed record UnsupportedMessage(
    [property: JsonPropertyName("originalKind")] string Kind,
    string Raw) : BotMessage;
