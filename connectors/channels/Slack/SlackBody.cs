using System.Buffers;
using System.Text;
using System.Text.Json;

namespace TockOrleans.Connectors.Slack;

/// <summary>Writes the payload of a message: to whom, what, and how it is told apart.</summary>
internal static class SlackBody
{
    /// <summary>Names our messages in their metadata, for look-ups after a lost answer.</summary>
    private const string EventType = "tock_message";

    /// <summary>Stands where Slack wants a text and the message has none.</summary>
    private const string NoText = "…";

    /// <summary>A message; as many as Slack's limits on blocks make of it.</summary>
    public static IReadOnlyList<string> Write(
        string text, IReadOnlyList<SlackBlock> blocks, SlackAddress? address, string messageId)
    {
        if (blocks.Count == 0)
            return text.Length == 0 ? [] : [Message(text, [], address, messageId)];
        var shown = text.Length == 0 ? NoText : text;
        return [.. Parts(blocks).Select(part => Message(shown, part, address, messageId))];
    }

    /// <summary>What a message opens with: to whom it goes.</summary>
    /// <param name="json">The message.</param>
    /// <param name="method">How it goes.</param>
    /// <param name="address">To whom; null: not known.</param>
    /// <param name="own">A story's own message, whose members count more.</param>
    public static void WriteAddress(
        Utf8JsonWriter json, string method, SlackAddress? address, JsonElement own = default)
    {
        if (method == SlackCall.ResponseUrl)
        {
            if (IsFree("response_type"))
                json.WriteString("response_type", "ephemeral");
            if (IsFree("replace_original"))
                json.WriteBoolean("replace_original", false);
        }
        else if (address is not null)
        {
            json.WriteString("channel", address.Channel);
            if (method == SlackCall.PostEphemeral)
                json.WriteString("user", address.User);
        }
        if (address?.ThreadTs is { } thread && IsFree("thread_ts"))
            json.WriteString("thread_ts", thread);

        bool IsFree(string name) => own.Member(name).ValueKind == JsonValueKind.Undefined;
    }

    /// <summary>What a message ends with.</summary>
    public static void WriteMetadata(Utf8JsonWriter json, string messageId)
    {
        json.WriteStartObject("metadata");
        json.WriteString("event_type", EventType);
        json.WriteStartObject("event_payload");
        json.WriteString("id", messageId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The blocks in parts that Slack takes, none of them ending with a title.</summary>
    private static List<List<ReadOnlyMemory<byte>>> Parts(IReadOnlyList<SlackBlock> blocks)
    {
        var parts = new List<List<ReadOnlyMemory<byte>>> { new() };
        var size = 0;
        var titles = 0;
        foreach (var block in blocks)
        {
            var written = SlackBlockWriter.Write(block);
            var part = parts[^1];
            if (part.Count > titles
                && (part.Count == SlackLimits.BlocksMax
                    || size + written.Length > SlackLimits.BlocksBytesMax))
            {
                parts.Add(part[^titles..]);
                part.RemoveRange(part.Count - titles, titles);
                part = parts[^1];
                size = part.Sum(title => title.Length);
            }
            titles = block is SlackBlock.Header or SlackBlock.Divider ? titles + 1 : 0;
            part.Add(written);
            size += written.Length;
        }
        return parts;
    }

    private static string Message(
        string text,
        List<ReadOnlyMemory<byte>> blocks,
        SlackAddress? address,
        string messageId)
    {
        var method = SlackCall.MethodFor(address);
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, SlackJson.WriterOptions))
        {
            json.WriteStartObject();
            WriteAddress(json, method, address);
            json.WriteString("text", text);
            if (blocks.Count > 0)
            {
                json.WriteStartArray("blocks");
                foreach (var block in blocks)
                    json.WriteRawValue(block.Span, skipInputValidation: true);
                json.WriteEndArray();
            }
            json.WriteBoolean("unfurl_links", false);
            json.WriteBoolean("unfurl_media", false);
            if (method == SlackCall.PostMessage)
                WriteMetadata(json, messageId);
            json.WriteEndObject();
        }
        return SlackCall.Write(method, Encoding.UTF8.GetString(body.WrittenSpan));
    }
}
