using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Connectors.Loopback;

// Events and messages are the model's own JSON, written and read by its codec; here is the rest.

/// <summary>Where replies go.</summary>
internal sealed record LoopbackAddress(string To, string? Thread)
{
    /// <summary>Names the conversation among those of the endpoint.</summary>
    [JsonIgnore]
    public string Key => Thread is null ? To : $"{To}/{Thread}";

    /// <summary>Reads an address back; null where it is none.</summary>
    public static LoopbackAddress? Parse(string json)
    {
        try
        {
            var address = JsonSerializer.Deserialize(json, LoopbackJson.Default.LoopbackAddress);
            return string.IsNullOrEmpty(address?.To) ? null : address;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record LoopbackTokenRequest(string Refresh);

/// <summary>What the API answers, of every kind; what an answer lacks is null.</summary>
internal sealed record LoopbackAnswer(
    string? Id = null,
    string? Error = null,
    string? Token = null,
    int? ExpiresInSeconds = null,
    string? Refresh = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LoopbackAddress))]
[JsonSerializable(typeof(LoopbackTokenRequest))]
[JsonSerializable(typeof(LoopbackAnswer))]
internal sealed partial class LoopbackJson : JsonSerializerContext;
