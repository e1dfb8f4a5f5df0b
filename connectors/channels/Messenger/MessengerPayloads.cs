using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TockOrleans.Connectors.Messenger;

/// <summary>Where replies to a user go: the Send API's <c>recipient</c>.</summary>
/// <param name="Id">The page-scoped id; null: not known yet.</param>
/// <param name="UserRef">What stands for a user of the checkbox plugin.</param>
internal sealed record MessengerAddress(string? Id, string? UserRef = null)
{
    public string Write() => JsonSerializer.Serialize(this, MessengerJson.Default.MessengerAddress);

    /// <summary>Reads what was written; null where it is something else.</summary>
    public static MessengerAddress? Read(string? json)
    {
        try
        {
            var address = json is null
                ? null
                : JsonSerializer.Deserialize(json, MessengerJson.Default.MessengerAddress);
            return address is { Id: null, UserRef: null } ? null : address;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MessengerAddress))]
internal sealed partial class MessengerJson : JsonSerializerContext
{
    private const int DepthMax = 64;

    /// <summary>Umlauts and emoji stay as they are.</summary>
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions Strict =
        new() { MaxDepth = DepthMax, AllowDuplicateProperties = false };

    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = DepthMax };

    public static string Write(JsonObject body) => body.ToJsonString(Plain);

    /// <summary>An object; null where the text is none.</summary>
    public static JsonObject? Read(string json) => Parse(json) as JsonObject;

    /// <summary>An array; null where the text is none.</summary>
    public static JsonArray? ReadArray(string json) => Parse(json) as JsonArray;

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
