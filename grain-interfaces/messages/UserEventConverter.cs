using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Messages;

/// <summary>
/// Reads an event inside another record; an unknown kind becomes <see cref="UnsupportedEvent"/>.
/// </summary>
internal sealed class UserEventConverter : JsonConverter<UserEvent>
{
    public override UserEvent Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var kind = MessageCodec.KindOf(reader);
        if (MessageCodec.KnownEvents.Contains(kind))
            return JsonSerializer.Deserialize(ref reader, MessageJson.Default.UserEvent)!;
        using var raw = JsonDocument.ParseValue(ref reader);
        return new UnsupportedEvent(kind, raw.RootElement.GetRawText());
    }

    public override void Write(
        Utf8JsonWriter writer, UserEvent value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, MessageJson.Default.UserEvent);
}
