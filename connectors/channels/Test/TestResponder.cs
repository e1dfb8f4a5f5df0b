using System.Buffers;
using System.Text.Json;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Test;

/// <summary>Writes <c>{"messages":[…],"metadata":{…}}</c>, both always there.</summary>
internal sealed class TestResponder : ISyncResponder
{
    public WebhookReply Respond(
        IReadOnlyList<string> payloads,
        IReadOnlyDictionary<string, string> metadata,
        SyncContext context)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, TestJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartArray("messages");
            foreach (var payload in payloads)
                json.WriteRawValue(payload);
            json.WriteEndArray();
            json.WriteStartObject("metadata");
            foreach (var (name, value) in metadata)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return WebhookReply.Json(200, body.WrittenMemory);
    }
}
