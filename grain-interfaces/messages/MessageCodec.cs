using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Messages;

/// <summary>
/// The one codec of the model: UTF-8 JSON, the same bytes between processes, in the store and in
/// the log. Every object names its kind in the member <c>kind</c>. Rules of evolution: members are
/// only added, each with a default; a new kind is readable one release before it is written.
/// </summary>
public static class MessageCodec
{
    /// <summary>The member that names an object's kind.</summary>
    public const string Discriminator = "kind";

    internal static FrozenSet<string> KnownEvents { get; } = Kinds(typeof(UserEvent));

    private static FrozenSet<string> KnownMessages { get; } = Kinds(typeof(BotMessage));

    /// <summary>Writes an event with all that came with it.</summary>
    public static byte[] Encode(InboundEvent inbound) =>
        JsonSerializer.SerializeToUtf8Bytes(inbound, MessageJson.Default.InboundEvent);

    /// <summary>Writes a bot message.</summary>
    public static byte[] Encode(BotMessage message) =>
        JsonSerializer.SerializeToUtf8Bytes(message, MessageJson.Default.BotMessage);

    /// <summary>Reads an event with all that came with it.</summary>
    /// <exception cref="JsonException">The bytes are not such an event.</exception>
    public static InboundEvent DecodeInbound(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, MessageJson.Default.InboundEvent)
        ?? throw new JsonException("null is not an event");

    /// <summary>Reads a bot message; an unknown kind is kept as it is.</summary>
    /// <exception cref="JsonException">The bytes are not a bot message.</exception>
    public static BotMessage DecodeMessage(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        if (!reader.Read())
            throw new JsonException("an empty body is not a message");
        var kind = KindOf(reader);
        var message = KnownMessages.Contains(kind)
            ? JsonSerializer.Deserialize(ref reader, MessageJson.Default.BotMessage)!
            : Keep(kind, ref reader);
        return !reader.Read()
            ? message
            : throw new JsonException("something follows the message");
    }

    private static UnsupportedMessage Keep(string kind, ref Utf8JsonReader reader)
    {
        using var raw = JsonDocument.ParseValue(ref reader);
        return new UnsupportedMessage(kind, raw.RootElement.GetRawText());
    }

    /// <summary>
    /// The kind the object under the reader names; the reader is a copy and stays put.
    /// </summary>
    internal static string KindOf(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("an event or a message is an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(Discriminator);
            if (!reader.Read() || (!found && !reader.TrySkip()))
                break;
            if (found && reader.TokenType == JsonTokenType.String)
                return reader.GetString()!;
        }
        throw new JsonException($"the member '{Discriminator}' is missing");
    }

    private static FrozenSet<string> Kinds(Type root) =>
        root.GetCustomAttributes<JsonDerivedTypeAttribute>()
            .Select(derived => (string)derived.TypeDiscriminator!)
            .ToFrozenSet(StringComparer.Ordinal);
}
