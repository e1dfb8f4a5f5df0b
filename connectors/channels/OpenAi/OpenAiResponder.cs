using System.Buffers;
using System.Text.Json;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.OpenAi;

/// <summary>Writes a chat completion, the models, and errors as the API has them.</summary>
internal sealed class OpenAiResponder : ISyncResponder
{
    public WebhookReply Respond(
        IReadOnlyList<string> payloads,
        IReadOnlyDictionary<string, string> metadata,
        SyncContext context) => Write(200, json =>
        {
            Begin(json, "chat.completion", context);
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            json.WriteString("content", Text(payloads));
            json.WriteNull("refusal");
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", "stop");
            json.WriteEndObject();
            json.WriteEndArray();
            WriteUsage(json);
            WriteMetadata(json, metadata);
            json.WriteEndObject();
        });

    /// <summary>Data for the client program, where there is any.</summary>
    public static void WriteMetadata(
        Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
            return;
        json.WriteStartObject("metadata");
        foreach (var (name, value) in metadata)
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    /// <summary>The messages of an answer as one text.</summary>
    public static string Text(IReadOnlyList<string> payloads) => string.Join("\n\n", payloads);

    /// <summary>What an answer and each part of it begin with; the object stays open.</summary>
    public static void Begin(Utf8JsonWriter json, string kind, SyncContext context)
    {
        var reply = Reply(context);
        json.WriteStartObject();
        json.WriteString("id", reply.Id);
        json.WriteString("object", kind);
        json.WriteNumber("created", reply.Created);
        json.WriteString("model", OpenAiSettings.Model(context.Settings));
    }

    /// <summary>What of its request an answer repeats.</summary>
    public static OpenAiReply Reply(SyncContext context) =>
        JsonSerializer.Deserialize(
            context.ReplyAddress ?? "null", OpenAiJson.Default.OpenAiReply)
        ?? new OpenAiReply("chatcmpl-", 0);

    /// <summary>A bot counts no tokens; clients want the numbers to be there.</summary>
    public static void WriteUsage(Utf8JsonWriter json)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", 0);
        json.WriteNumber("completion_tokens", 0);
        json.WriteNumber("total_tokens", 0);
        json.WriteEndObject();
    }

    /// <summary>The list of models: this bot.</summary>
    public static WebhookReply Models(EndpointSettings settings) => Write(200, json =>
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        WriteModel(json, settings);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>This bot as a model.</summary>
    public static WebhookReply Model(EndpointSettings settings) =>
        Write(200, json => WriteModel(json, settings));

    /// <summary>The answer to who asks for a model that this endpoint is not.</summary>
    public static WebhookReply NoModel(string name) => Error(
        404,
        $"The model '{name}' does not exist here.",
        "invalid_request_error",
        "model_not_found");

    /// <summary>An error, its type and code by its status.</summary>
    public static WebhookReply Error(int status, string reason) => status switch
    {
        401 => Error(status, "Incorrect API key.", "invalid_request_error", "invalid_api_key"),
        429 => Error(status, reason, "requests", "rate_limit_exceeded"),
        >= 500 => Error(status, reason, "server_error", null),
        _ => Error(status, reason, "invalid_request_error", null),
    };

    private static WebhookReply Error(int status, string message, string type, string? code) =>
        Write(status, json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("message", message);
            json.WriteString("type", type);
            json.WriteNull("param");
            json.WriteString("code", code);
            json.WriteEndObject();
            json.WriteEndObject();
        });

    private static void WriteModel(Utf8JsonWriter json, EndpointSettings settings)
    {
        json.WriteStartObject();
        json.WriteString("id", OpenAiSettings.Model(settings));
        json.WriteString("object", "model");
        // Since when the bot is there is not known here.
        json.WriteNumber("created", 0);
        json.WriteString("owned_by", settings.Endpoint.Namespace);
        json.WriteEndObject();
    }

    private static WebhookReply Write(int status, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, OpenAiJson.WriterOptions))
            write(json);
        return WebhookReply.Json(status, body.WrittenMemory);
    }
}
