namespace TockOrleans.Messages;

/// <summary>Which bound holds for which member of a bot message.</summary>
internal static class MessageBounds
{
    public static void Measure(BoundsMeter meter, BotMessage message)
    {
        meter.Time(message.Delay, "delay", Bounds.DelayMax);
        meter.Label(message.Tag, "tag");
        meter.Values(message.Options, "options");
        meter.Items(
            message.Suggestions, "suggestions", Bounds.PartsMax,
            suggestion => Measure(meter, suggestion));
        switch (message)
        {
            case TextMessage text:
                Measure(meter, text);
                break;
            case CardMessage card:
                Measure(meter, card.Card);
                break;
            case CarouselMessage carousel:
                meter.Items(
                    carousel.Cards, "carousel.cards", Bounds.PartsMax,
                    card => Measure(meter, card));
                break;
            case MediaMessage media:
                Measure(meter, media.Media);
                meter.Label(media.Title, "media.title");
                break;
            case LocationRequestMessage request:
                meter.Text(request.Text, "locationRequest.text", Bounds.TextMax);
                break;
            case EndOfConversationMessage end:
                meter.Label(end.Reason, "endOfConversation.reason");
                break;
            case NativeMessage native:
                meter.Label(native.Connector, "native.connector");
                meter.Text(native.Json, "native.json", Bounds.RawMax);
                break;
            case MetadataMessage metadata:
                meter.Values(metadata.Values, "metadata.values");
                break;
            case UnsupportedMessage unsupported:
                meter.Label(unsupported.Kind, "unsupported.kind");
                meter.Text(unsupported.Raw, "unsupported.raw", Bounds.RawMax);
                break;
            default:
                break;
        }
    }

    private static void Measure(BoundsMeter meter, TextMessage text)
    {
        meter.Text(text.Text, "text.text", Bounds.TextMax);
        meter.Text(text.Speech?.Text, "text.speech.text", Bounds.TextMax);
        meter.Text(text.Speech?.Ssml, "text.speech.ssml", Bounds.TextMax);
        Buttons(meter, text.Buttons, "text.buttons");
        meter.Items(
            text.Footnotes, "text.footnotes", Bounds.PartsMax, note => Measure(meter, note));
    }

    private static void Measure(BoundsMeter meter, Card card)
    {
        meter.Label(card.Title, "a card's title");
        meter.Text(card.SubTitle, "a card's subTitle", Bounds.TextMax);
        Buttons(meter, card.Buttons, "a card's buttons");
        if (card.Media is { } media)
            Measure(meter, media);
    }

    private static void Measure(BoundsMeter meter, Media media)
    {
        meter.Text(
            media.Url,
            "a file's url",
            InlineFile.Is(media.Url) ? Bounds.InlineFileMax : Bounds.LabelMax);
        meter.Label(media.Name, "a file's name");
        meter.Label(media.Description, "a file's description");
        meter.Label(media.MimeType, "a file's mimeType");
    }

    private static void Buttons(BoundsMeter meter, IReadOnlyList<Button>? buttons, string member) =>
        meter.Items(buttons, member, Bounds.PartsMax, button => Measure(meter, button));

    private static void Measure(BoundsMeter meter, Button button)
    {
        meter.Label(button.Title, "a button's title");
        meter.Text(button.Payload, "a button's payload", Bounds.PayloadMax);
        meter.Label(button.Url, "a button's url");
        meter.Label(button.ImageUrl, "a button's imageUrl");
        meter.Label(button.Target, "a button's target");
        meter.Label(button.WindowFeatures, "a button's windowFeatures");
    }

    private static void Measure(BoundsMeter meter, Suggestion suggestion)
    {
        meter.Label(suggestion.Title, "a suggestion's title");
        meter.Text(suggestion.Payload, "a suggestion's payload", Bounds.PayloadMax);
        meter.Label(suggestion.NlpText, "a suggestion's nlpText");
        meter.Label(suggestion.ImageUrl, "a suggestion's imageUrl");
    }

    private static void Measure(BoundsMeter meter, Footnote note)
    {
        meter.Label(note.Identifier, "a footnote's identifier");
        meter.Label(note.Title, "a footnote's title");
        meter.Label(note.Url, "a footnote's url");
        meter.Text(note.Content, "a footnote's content", Bounds.TextMax);
    }
}
