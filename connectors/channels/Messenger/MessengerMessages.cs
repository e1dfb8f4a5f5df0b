using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Reads what a user said: text, a quick reply, files, a place.
/// https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages
/// </summary>
internal static class MessengerMessages
{
    private static readonly ParsedItem.Ignored FromPage = new("message of the page");

    public static ParsedItem Said(MessengerEnvelope envelope)
    {
        var message = envelope.Whole.Member("message");
        if (envelope.FromPage)
            return FromPage;
        if (message.Mid() is not { } mid)
            return MessengerEvents.Malformed;
        return Happened(message) is { } happened
            ? envelope.Item(mid, happened, MessengerEvents.Metadata(message.Member("referral")))
            : envelope.Unsupported(Kind(message), mid);
    }

    private static UserEvent? Happened(JsonElement message)
    {
        var text = message.Text("text") is { Length: > 0 } words
            ? MessengerFields.Clip(words, Bounds.TextMax)
            : null;
        if (message.Member("quick_reply").Text("payload") is { Length: > 0 } payload)
            return IsGiven(payload, text)
                ? new TextEvent(payload)
                : ChoicePayload.Parse(payload) with { Title = text };
        var quoted = message.Member("reply_to").Mid();
        var files = new List<Attachment>();
        foreach (var attachment in message.Items("attachments"))
        {
            var type = attachment.Text("type");
            if (type == "location" && Place(attachment) is { } place)
                return place;
            if (type == "fallback")
                text ??= Link(attachment);
            else if (File(type, attachment.Member("payload")) is { } file)
                files.Add(file);
        }
        return files switch
        {
            [{ Kind: MediaKind.Audio } audio] when text is null => new VoiceEvent(audio),
            { Count: > 0 } => new AttachmentsEvent(files, text),
            _ => text is null ? null : new TextEvent(text, quoted),
        };
    }

    /// <summary>
    /// Whether a quick reply is the one for the user's own address or number: what they gave is
    /// its payload.
    /// </summary>
    private static bool IsGiven(string payload, string? text) =>
        payload == text && (text.Contains('@', StringComparison.Ordinal) || text[0] == '+');

    private static LocationEvent? Place(JsonElement attachment)
    {
        var coordinates = attachment.Member("payload").Member("coordinates");
        return coordinates.Number("lat") is { } latitude and >= -90 and <= 90
            && coordinates.Number("long") is { } longitude and >= -180 and <= 180
                ? new LocationEvent(latitude, longitude, attachment.Text("title", Bounds.LabelMax))
                : null;
    }

    /// <summary>A link that was shared; where a text came with it, the link stands in that.
    /// </summary>
    private static string? Link(JsonElement attachment)
    {
        var payload = attachment.Member("payload");
        var url = attachment.Text("url", Bounds.LabelMax) ?? payload.Text("url", Bounds.LabelMax);
        var title = attachment.Text("title", Bounds.LabelMax)
            ?? payload.Text("title", Bounds.LabelMax);
        return (title, url) switch
        {
            (null, null) => null,
            (_, null) => title,
            (null, _) => url,
            _ => $"{title}\n{url}",
        };
    }

    private static Attachment? File(string? type, JsonElement payload)
    {
        // Until 30 August 2026 a sticker came as an image, too.
        var sticker = payload.Id("sticker_id");
        MediaKind? kind = type switch
        {
            _ when sticker is not null => MediaKind.Sticker,
            "image" => MediaKind.Image,
            "audio" => MediaKind.Audio,
            "video" or "reel" or "ig_reel" => MediaKind.Video,
            "file" => MediaKind.File,
            "sticker" => MediaKind.Sticker,
            _ => null,
        };
        var url = payload.Text("url", Bounds.LabelMax);
        return kind is { } known && (url is not null || sticker is not null)
            ? new Attachment(known, url, sticker, payload.Text("title", Bounds.LabelMax))
            : null;
    }

    /// <summary>What a message without anything known in it is.</summary>
    private static string Kind(JsonElement message)
    {
        foreach (var attachment in message.Items("attachments"))
            if (attachment.Text("type", Bounds.LabelMax) is { } type)
                return type;
        return "message";
    }
}
