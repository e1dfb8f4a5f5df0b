using System.Text.Json;
using System.Text.Json.Serialization;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.NewChannel;

/// <summary>
/// Where replies go. It is stored with the session: members are added, not renamed.
/// </summary>
internal sealed record NewChannelAddress(string Account, string To)
{
    /// <summary>Reads an address back; null where it is none.</summary>
    public static NewChannelAddress? Parse(string json)
    {
        try
        {
            var address = JsonSerializer.Deserialize(
                json, NewChannelJson.Default.NewChannelAddress);
            return string.IsNullOrEmpty(address?.To) ? null : address;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One event, as the parser read it.</summary>
internal sealed record NewChannelEvent(
    string Id, string Account, string From, DateTimeOffset At, UserEvent Event);

/// <summary>What the API answers; what an answer lacks is null.</summary>
internal sealed record NewChannelAnswer(string? Id = null, string? Error = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NewChannelAddress))]
[JsonSerializable(typeof(NewChannelAnswer))]
internal sealed partial class NewChannelJson : JsonSerializerContext;
