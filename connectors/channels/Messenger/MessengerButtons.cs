using System.Text.Json.Nodes;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Buttons and quick replies:
/// https://developers.facebook.com/docs/messenger-platform/send-messages/buttons.
/// </summary>
internal static class MessengerButtons
{
    private const string Telephone = "tel:";

    public static JsonArray Array(IEnumerable<Button> buttons) =>
        [.. buttons.Select(JsonNode (button) => One(button))];

    /// <summary>Quick replies; null: there are none.</summary>
    public static JsonArray? Offer(IReadOnlyList<Suggestion>? suggestions) =>
        suggestions is null or { Count: 0 }
            ? null
            : [.. suggestions.Select(JsonNode (suggestion) => One(suggestion))];

    private static JsonObject One(Button button) => button.Url switch
    {
        null => new JsonObject
        {
            ["type"] = "postback",
            ["title"] = button.Title,
            ["payload"] = Payload(button.Payload, button.Title),
        },
        _ when button.Url.StartsWith(Telephone, StringComparison.OrdinalIgnoreCase) =>
            new JsonObject
            {
                ["type"] = "phone_number",
                ["title"] = button.Title,
                ["payload"] = button.Url[Telephone.Length..],
            },
        _ => new JsonObject
        {
            ["type"] = "web_url",
            ["title"] = button.Title,
            ["url"] = button.Url,
        },
    };

    private static JsonObject One(Suggestion suggestion)
    {
        var reply = new JsonObject
        {
            ["content_type"] = "text",
            ["title"] = suggestion.Title,
            ["payload"] = Payload(suggestion.Payload, suggestion.NlpText ?? suggestion.Title),
        };
        if (suggestion.ImageUrl is { } image)
            reply["image_url"] = image;
        return reply;
    }

    /// <summary>
    /// What comes back: the payload, else the text as if typed. That is also what is left of a
    /// payload longer than Meta takes.
    /// </summary>
    private static string Payload(string? payload, string text)
    {
        if (payload is { Length: > 0 and <= MessengerLimits.PayloadMax })
            return payload;
        var typed = Typed(text);
        return typed.Length <= MessengerLimits.PayloadMax
            ? typed
            : Typed(MessengerFields.Clip(text, MessengerLimits.LabelMax));
    }

    private static string Typed(string text) => ChoicePayload.Format(
        ChoicePayload.NlpKey, [KeyValuePair.Create(ChoicePayload.NlpKey, text)]);
}
