using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Connectors.Semaphore;

/// <summary>
/// Where replies go. It is stored with the session: members are added, not renamed.
/// </summary>
internal sealed record SemaphoreAddress(string Station, string To)
{
    /// <summary>The user's id: the same name at another station is another user.</summary>
    [JsonIgnore]
    public string User => $"{Station}:{To}";

    /// <summary>The address of a user's id; null where it is none.</summary>
    public static SemaphoreAddress? OfUser(string user) =>
        user.Split(':', 2) is [{ Length: > 0 } station, { Length: > 0 } to]
            ? new SemaphoreAddress(station, to)
            : null;

    public string ToJson() =>
        JsonSerializer.Serialize(this, SemaphoreJson.Default.SemaphoreAddress);

    /// <summary>Reads an address back; null where it is none.</summary>
    public static SemaphoreAddress? Parse(string json)
    {
        try
        {
            var address = JsonSerializer.Deserialize(
                json, SemaphoreJson.Default.SemaphoreAddress);
            return address is { Station.Length: > 0, To.Length: > 0 } ? address : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What the renderer writes; the client adds where it goes.</summary>
internal sealed record SemaphoreSignal(
    string? Text = null,
    IReadOnlyList<SemaphoreChoice>? Choices = null,
    SemaphoreImage? Image = null);

internal sealed record SemaphoreChoice(
    string Label, string? Payload = null, string? Url = null);

internal sealed record SemaphoreImage(string Url, string? Caption = null);

/// <summary>What the API answers; what an answer lacks is null.</summary>
internal sealed record SemaphoreAnswer(string? Id = null, string? Error = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SemaphoreAddress))]
[JsonSerializable(typeof(SemaphoreSignal))]
[JsonSerializable(typeof(SemaphoreAnswer))]
internal sealed partial class SemaphoreJson : JsonSerializerContext;
