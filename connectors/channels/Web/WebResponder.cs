using System.Buffers;
using System.Text.Json;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Writes <c>{"responses":[…],"metadata":{…}}</c>, both always there. Errors have the same shape,
/// because the web kits read every answer as JSON and walk its responses.
/// </summary>
internal sealed class WebResponder : ISyncResponder
{
    // By it the kits know which messages of an answer they have from the stream.
    private const string ResponseId = "RESPONSE_ID";
    private const string Cancellation = "CANCELLED";

    private static readonly Dictionary<string, string> NoMetadata = [];

    public WebhookReply Respond(
        IReadOnlyList<string> payloads,
        IReadOnlyDictionary<string, string> metadata,
        SyncContext context) =>
        Write(200, payloads, metadata, context.ResponseId, error: null);

    /// <summary>An answer without replies that tells the developer what was wrong.</summary>
    public static WebhookReply Error(int status, string reason) =>
        Write(status, [], NoMetadata, responseId: null, reason);

    /// <summary>The answer to a user who stops a story.</summary>
    /// <param name="stopped">Whether there was one.</param>
    public static WebhookReply Cancelled(bool stopped) => Write(
        200,
        [],
        new Dictionary<string, string> { [Cancellation] = stopped ? "true" : "false" },
        responseId: null,
        error: null);

    /// <summary>An answer, or one message of it on a stream.</summary>
    public static void Write(
        Utf8JsonWriter json,
        IReadOnlyList<string> payloads,
        IReadOnlyDictionary<string, string> metadata,
        string? responseId,
        string? error)
    {
        json.WriteStartObject();
        json.WriteStartArray("responses");
        foreach (var payload in payloads)
            json.WriteRawValue(payload);
        json.WriteEndArray();
        json.WriteStartObject("metadata");
        foreach (var (name, value) in metadata)
            json.WriteString(name, value);
        if (responseId is not null)
            json.WriteString(ResponseId, responseId);
        json.WriteEndObject();
        if (error is not null)
            json.WriteString("error", error);
        json.WriteEndObject();
    }

    private static WebhookReply Write(
        int status,
        IReadOnlyList<string> payloads,
        IReadOnlyDictionary<string, string> metadata,
        string? responseId,
        string? error)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, WebJson.WriterOptions))
            Write(json, payloads, metadata, responseId, error);
        return WebhookReply.Json(status, body.WrittenMemory);
    }
}
