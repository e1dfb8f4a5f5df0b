using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Connectors.Slack;

/// <summary>Where replies go.</summary>
/// <param name="Channel">The channel, or a user: their direct message.</param>
/// <param name="ThreadTs">The thread.</param>
/// <param name="User">The user who is answered.</param>
/// <param name="Team">Their workspace.</param>
/// <param name="ResponseUrl">Takes 5 replies within 30 minutes.</param>
/// <param name="Ephemeral">Whether only the user sees them; null: all do.</param>
/// <param name="Account">Where the app is installed, of several; null: it has one token.</param>
/// <param name="TriggerId">Opens one form, within 3 seconds.</param>
internal sealed record SlackAddress(
    string Channel,
    string? ThreadTs = null,
    string? User = null,
    string? Team = null,
    string? ResponseUrl = null,
    bool? Ephemeral = null,
    string? Account = null,
    string? TriggerId = null)
{
    public string Write() => JsonSerializer.Serialize(this, SlackJson.Wire.SlackAddress);

    // A reply's address is asked for in a row, to render, to reserve and to send.
    [ThreadStatic]
    private static (string? Json, SlackAddress? Address) last;

    /// <summary>Reads it back; null where it is none.</summary>
    public static SlackAddress? Read(string? json)
    {
        if (!ReferenceEquals(json, last.Json))
            last = (json, Parse(json));
        return last.Address;
    }

    private static SlackAddress? Parse(string? json)
    {
        try
        {
            return json is null
                ? null
                : JsonSerializer.Deserialize(json, SlackJson.Wire.SlackAddress);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SlackAddress))]
internal sealed partial class SlackJson : JsonSerializerContext
{
    /// <summary>Umlauts and emoji stay as they are.</summary>
    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SlackJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
