using System.Buffers;
using System.Text;
using System.Text.Json;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Writes a message a story made in the web format itself (a widget, a deep link): its members as
/// they are, with what the kits cannot do without added.
/// </summary>
internal static class WebNative
{
    private const int DepthMax = 32;

    /// <summary>The message's payload; none where it is not a JSON object.</summary>
    public static IReadOnlyList<string> Write(
        NativeMessage native, IReadOnlyList<WebButton> quickReplies, string messageId)
    {
        try
        {
            using var json = JsonDocument.Parse(
                native.Json,
                new JsonDocumentOptions { MaxDepth = DepthMax, AllowDuplicateProperties = false });
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? [Write(json.RootElement, quickReplies, messageId)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Write(
        JsonElement message, IReadOnlyList<WebButton> quickReplies, string messageId)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, WebJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("type", "WebMessage");
            foreach (var member in message.EnumerateObject())
                WriteMember(json, member, quickReplies);
            if (quickReplies.Count > 0 && !message.TryGetProperty("buttons", out _))
                WriteButtons(json, default, quickReplies);
            if (!message.TryGetProperty("version", out _))
                json.WriteString("version", "1");
            if (message.TryGetProperty("text", out _) && !message.TryGetProperty("actionId", out _))
                json.WriteString("actionId", messageId);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    private static void WriteMember(
        Utf8JsonWriter json, JsonProperty member, IReadOnlyList<WebButton> quickReplies)
    {
        switch (member.Name)
        {
            case "type":
                break;
            case "buttons" when member.Value.ValueKind == JsonValueKind.Array:
                WriteButtons(json, member.Value, quickReplies);
                break;
            case "card" when member.Value.ValueKind == JsonValueKind.Object:
                json.WritePropertyName("card");
                WriteCard(json, member.Value);
                break;
            case "carousel" when member.Value.ValueKind == JsonValueKind.Object
                && member.Value.TryGetProperty("cards", out var cards)
                && cards.ValueKind == JsonValueKind.Array:
                WriteCarousel(json, cards);
                break;
            default:
                member.WriteTo(json);
                break;
        }
    }

    /// <summary>A card with its list of buttons, which the kits walk without looking.</summary>
    private static void WriteCard(Utf8JsonWriter json, JsonElement card)
    {
        if (card.ValueKind != JsonValueKind.Object)
        {
            card.WriteTo(json);
            return;
        }
        json.WriteStartObject();
        foreach (var member in card.EnumerateObject())
            member.WriteTo(json);
        if (!card.TryGetProperty("buttons", out _))
        {
            json.WriteStartArray("buttons");
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteCarousel(Utf8JsonWriter json, JsonElement cards)
    {
        json.WriteStartObject("carousel");
        json.WriteStartArray("cards");
        foreach (var card in cards.EnumerateArray())
            WriteCard(json, card);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteButtons(
        Utf8JsonWriter json, JsonElement own, IReadOnlyList<WebButton> quickReplies)
    {
        json.WriteStartArray("buttons");
        if (own.ValueKind == JsonValueKind.Array)
            foreach (var button in own.EnumerateArray())
                button.WriteTo(json);
        foreach (var reply in quickReplies)
            JsonSerializer.Serialize(json, reply, WebJson.Wire.WebButton);
        json.WriteEndArray();
    }
}
