using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Connectors.Test;

// Messages are the model's own JSON, written by its codec; here is what a request says.

/// <summary>What a test user says; one of text, payload and event.</summary>
internal sealed record TestRequest(
    string? User = null,
    string? Locale = null,
    string? EventId = null,
    string? As = null,
    string? Text = null,
    string? Payload = null,
    JsonElement? Event = null);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    MaxDepth = 64,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TestRequest))]
internal sealed partial class TestJson : JsonSerializerContext
{
    /// <summary>Letters of all languages as they are: the answer is never part of a page.</summary>
    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
