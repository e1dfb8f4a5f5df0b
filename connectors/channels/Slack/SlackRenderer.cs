using System.Buffers;
using System.Text;
using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Writes <c>{"method":…,"body":…}</c>: a Web API method and what is posted to it, the address
/// included; <see cref="SlackCall.ResponseUrl"/> in place of a method means the address's own URL.
/// </summary>
internal sealed class SlackRenderer : IMessageRenderer
{
    /// <summary>Names our messages in their metadata, for look-ups after a lost answer.</summary>
    private const string EventType = "tock_message";

    /// <summary>Slack shows the bot's name before it.</summary>
    private const string Busy = "is typing…";

    public IReadOnlyList<string> Render(BotMessage message, RenderContext context)
    {
        var address = SlackAddress.Read(context.ReplyAddress);
        var markup = new SlackMarkup(context.Settings.Flag(SlackSettings.EscapeText));
        return message switch
        {
            TypingMessage typing => Status(typing, address),
            NativeMessage native => SlackNative.Write(native, address, context.MessageId),
            EndOfConversationMessage or MetadataMessage or UnsupportedMessage => [],
            _ => Shape(message, new SlackLayout(markup), address, context.MessageId),
        };
    }

    /// <summary>What a message opens with: to whom it goes.</summary>
    public static void WriteAddress(Utf8JsonWriter json, string method, SlackAddress? address)
    {
        if (method == SlackCall.ResponseUrl)
        {
            json.WriteString("response_type", "ephemeral");
            json.WriteBoolean("replace_original", false);
        }
        else if (address is not null)
        {
            json.WriteString("channel", address.Channel);
            if (method == SlackCall.PostEphemeral)
                json.WriteString("user", address.User);
        }
        if (address?.ThreadTs is { } thread)
            json.WriteString("thread_ts", thread);
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

    private static List<string> Shape(
        BotMessage message, SlackLayout layout, SlackAddress? address, string messageId)
    {
        var text = layout.Summary(message);
        var blocks = layout.Blocks(message);
        if (blocks.Count == 0)
            return text.Length == 0 ? [] : [Write(text, [], address, messageId)];
        return [.. blocks.Chunk(SlackLimits.BlocksMax)
            .Select(part => Write(text, part, address, messageId))];
    }

    private static string Write(
        string text, SlackBlock[] blocks, SlackAddress? address, string messageId)
    {
        var method = SlackCall.MethodFor(address);
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, SlackJson.WriterOptions))
        {
            json.WriteStartObject();
            WriteAddress(json, method, address);
            json.WriteString("text", text);
            if (blocks.Length > 0)
            {
                json.WriteStartArray("blocks");
                SlackBlockWriter.Write(json, blocks);
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

    /// <summary>
    /// Slack shows a sign only in a thread:
    /// https://docs.slack.dev/reference/methods/assistant.threads.setStatus
    /// </summary>
    private static IReadOnlyList<string> Status(TypingMessage typing, SlackAddress? address)
    {
        if (address is not { ThreadTs: { } thread, ResponseUrl: null, Ephemeral: not true })
            return [];
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, SlackJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("channel_id", address.Channel);
            json.WriteString("thread_ts", thread);
            json.WriteString("status", typing.On ? Busy : "");
            json.WriteEndObject();
        }
        return [SlackCall.Write(SlackCall.SetStatus, Encoding.UTF8.GetString(body.WrittenSpan))];
    }
}
