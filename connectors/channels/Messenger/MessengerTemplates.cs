using System.Text.Json.Nodes;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Texts, files, and the templates with buttons:
/// https://developers.facebook.com/docs/messenger-platform/send-messages/templates.
/// </summary>
internal static class MessengerTemplates
{
    /// <summary>Stands where Meta wants a text and there is none.</summary>
    private const string NoText = "…";

    public static IEnumerable<JsonObject> Text(string text, IReadOnlyList<Button>? buttons)
    {
        if (buttons is null or { Count: 0 })
            return string.IsNullOrWhiteSpace(text) ? [] : [Said(text)];
        var shown = string.IsNullOrWhiteSpace(text) ? NoText : text;
        var cut = Cut(shown);
        var template = Template(new JsonObject
        {
            ["template_type"] = "button",
            ["text"] = shown[cut..].TrimStart(),
            ["buttons"] = MessengerButtons.Array(buttons),
        });
        return cut == 0 ? [template] : [Said(shown[..cut].TrimEnd()), template];
    }

    /// <summary>
    /// Cards that fit an element side by side; the others as pictures and texts, in their place.
    /// </summary>
    public static IEnumerable<JsonObject> Cards(IReadOnlyList<Card> cards)
    {
        var messages = new List<JsonObject>();
        var elements = new JsonArray();
        foreach (var card in cards)
        {
            if (Fits(card))
            {
                elements.Add(Element(card));
                continue;
            }
            Close();
            messages.AddRange(Apart(card));
        }
        Close();
        return messages;

        void Close()
        {
            if (elements.Count > 0)
                messages.Add(Template(new JsonObject
                {
                    ["template_type"] = "generic",
                    ["elements"] = elements,
                }));
            elements = [];
        }
    }

    /// <summary>A file; its caption goes before it, for an attachment has none.</summary>
    public static IEnumerable<JsonObject> Media(MediaMessage media) =>
        [.. Text(media.Title ?? "", null), File(media.Media)];

    private static JsonObject Said(string text) => new() { ["text"] = text };

    private static JsonObject Template(JsonObject payload) => new()
    {
        ["attachment"] = new JsonObject { ["type"] = "template", ["payload"] = payload },
    };

    private static JsonObject File(Media media)
    {
        var file = new JsonObject { ["url"] = media.Url, ["is_reusable"] = true };
        // A file of our own is uploaded by the client, which takes its name from here.
        if (InlineFile.Is(media.Url) && media.Name is { } name)
            file["name"] = name;
        return new JsonObject
        {
            ["attachment"] = new JsonObject
            {
                ["type"] = media.Kind switch
                {
                    MediaKind.Audio => "audio",
                    MediaKind.Video => "video",
                    MediaKind.File => "file",
                    _ => "image",
                },
                ["payload"] = file,
            },
        };
    }

    /// <summary>
    /// An element has a title and one thing more, and its picture is one that has an address.
    /// </summary>
    private static bool Fits(Card card) =>
        card.Title is { Length: > 0 and <= MessengerLimits.ElementTitleMax }
        && !string.IsNullOrWhiteSpace(card.Title)
        && (card.SubTitle?.Length ?? 0) <= MessengerLimits.ElementSubtitleMax
        && card.Media is null or { Kind: MediaKind.Image or MediaKind.Sticker }
        && !InlineFile.Is(card.Media?.Url ?? "")
        && card is not { SubTitle: null or "", Media: null, Buttons: null or { Count: 0 } };

    private static JsonObject Element(Card card)
    {
        var element = new JsonObject { ["title"] = card.Title };
        if (!string.IsNullOrEmpty(card.SubTitle))
            element["subtitle"] = card.SubTitle;
        if (card.Media is { } picture)
            element["image_url"] = picture.Url;
        if (card.Buttons is { Count: > 0 } buttons)
            element["buttons"] = MessengerButtons.Array(buttons);
        return element;
    }

    private static IEnumerable<JsonObject> Apart(Card card)
    {
        string?[] lines = [card.Title, card.SubTitle];
        var text = string.Join('\n', lines.Where(line => !string.IsNullOrWhiteSpace(line)));
        IEnumerable<JsonObject> file = card.Media is { } media ? [File(media)] : [];
        if (text.Length <= MessengerLimits.TextMax)
            return [.. file, .. Text(text, card.Buttons)];
        // Each of them fits a message, both do not.
        return [.. file, .. Text(card.Title!, null), .. Text(card.SubTitle!, card.Buttons)];
    }

    /// <summary>
    /// Where a text is cut so that its end has room for buttons: at a word, never within a
    /// character. 0: it fits as it is.
    /// </summary>
    private static int Cut(string text)
    {
        if (text.Length <= MessengerLimits.ButtonTextMax)
            return 0;
        var start = text.Length - MessengerLimits.ButtonTextMax;
        for (var at = start; at < text.Length - 1; at++)
            if (char.IsWhiteSpace(text[at]) && !string.IsNullOrWhiteSpace(text[at..]))
                return at;
        return char.IsLowSurrogate(text[start]) ? start + 1 : start;
    }
}
