using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Writes what a story made in Slack's own format: the members of a message (<c>text</c>,
/// <c>blocks</c> …), <c>{"view":…,"otherwise":…}</c>, a form, or <c>{"method":…,"body":…}</c>, any
/// call of the Web API as it is, but that the thread and the message it is for need not be spelled
/// out.
/// </summary>
internal static partial class SlackNative
{
    private const int DepthMax = 64;

    /// <summary>Methods for the thread of an assistant.</summary>
    private const string Assistant = "assistant.threads.";

    /// <summary>A message as <c>slack.message</c> names it, in place of channel and ts.</summary>
    private const string MessageId = "message";

    private static readonly string[] Changes = ["chat.update", "chat.delete"];

    private static readonly JsonDocumentOptions Options =
        new() { MaxDepth = DepthMax, AllowDuplicateProperties = false };

    public static IReadOnlyList<string> Write(
        NativeMessage native, SlackAddress? address, string messageId)
    {
        try
        {
            using var document = JsonDocument.Parse(native.Json, Options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return [];
            if (root.Member("view") is { ValueKind: JsonValueKind.Object } view)
                return [SlackModal.Open(view, address, Otherwise(root, address, messageId))];
            return root.Text("method") is { } method && Method().IsMatch(method)
                && root.Member("body") is { ValueKind: JsonValueKind.Object } body
                    ? [SlackCall.Write(method, Body(method, body, address))]
                    : [Message(root, native.Suggestions, address, messageId)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>What is said where a form does not open, as <c>otherwise</c> has it.</summary>
    private static string? Otherwise(JsonElement root, SlackAddress? address, string messageId) =>
        root.Text("otherwise") is { Length: > 0 } text
            ? SlackBody.Write(text, [], address, messageId)[0]
            : null;

    private static string Body(string method, JsonElement body, SlackAddress? address)
    {
        if (method.StartsWith(Assistant, StringComparison.Ordinal)
            && address?.ThreadTs is { } thread
            && body.Member("channel_id").ValueKind == JsonValueKind.Undefined)
            return With(body, ("channel_id", address.Channel), ("thread_ts", thread));
        return Changes.Contains(method)
            && body.Text(MessageId)?.Split(':') is [{ Length: > 0 } channel, { Length: > 0 } ts]
                ? With(body, ("channel", channel), ("ts", ts))
                : body.GetRawText();
    }

    private static string With(JsonElement body, params (string Name, string Value)[] added)
    {
        var written = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(written, SlackJson.WriterOptions))
        {
            json.WriteStartObject();
            foreach (var (name, value) in added)
                json.WriteString(name, value);
            foreach (var member in body.EnumerateObject())
                if (member.Name != MessageId && !added.Any(one => one.Name == member.Name))
                    member.WriteTo(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(written.WrittenSpan);
    }

    private static string Message(
        JsonElement message,
        IReadOnlyList<Suggestion>? suggestions,
        SlackAddress? address,
        string messageId)
    {
        var method = SlackCall.MethodFor(address);
        var offers = new SlackButtons().Suggestions(suggestions).ToArray();
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, SlackJson.WriterOptions))
        {
            json.WriteStartObject();
            if (!message.TryGetProperty("channel", out _))
                SlackBody.WriteAddress(json, method, address, message);
            foreach (var member in message.EnumerateObject())
                if (member.Name != "blocks" || offers.Length == 0)
                    member.WriteTo(json);
            if (offers.Length > 0)
                WriteBlocks(json, message.Items("blocks"), offers);
            if (method == SlackCall.PostMessage && !message.TryGetProperty("metadata", out _))
                SlackBody.WriteMetadata(json, messageId);
            json.WriteEndObject();
        }
        return SlackCall.Write(method, Encoding.UTF8.GetString(body.WrittenSpan));
    }

    private static void WriteBlocks(
        Utf8JsonWriter json, JsonElement.ArrayEnumerator own, IEnumerable<SlackBlock> offers)
    {
        json.WriteStartArray("blocks");
        foreach (var block in own)
            block.WriteTo(json);
        SlackBlockWriter.Write(json, offers);
        json.WriteEndArray();
    }

    [GeneratedRegex(@"\A[a-z]{1,30}(\.[A-Za-z0-9]{1,40}){1,4}\z")]
    private static partial Regex Method();
}
