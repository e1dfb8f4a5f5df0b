using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Writes one WebMessage for each bot message. The kits show one part of a message (widget, else
/// text, else card, image, carousel), so a text and a card never share one.
/// </summary>
internal sealed class WebRenderer : IMessageRenderer
{
    /// <summary>What stands in place of a title where a file has none at all.</summary>
    private const string NoName = "file";

    /// <summary>Link schemes that a browser runs as a program.</summary>
    private static readonly string[] Programs = ["javascript:", "data:", "vbscript:"];

    public IReadOnlyList<string> Render(BotMessage message, RenderContext context)
    {
        var form = new WebFormat(
            context.Settings.Flag(WebSettings.EscapeHtml),
            context.Settings.Flag(WebSettings.Markdown));
        if (message is NativeMessage native)
            return WebNative.Write(native, QuickReplies(message), context.MessageId);
        return Shape(message, form, context.MessageId) is { } shaped
            ? [JsonSerializer.Serialize(Whole(shaped), WebJson.Wire.WebMessage)]
            : [];
    }

    private static WebMessage? Shape(BotMessage said, WebFormat form, string id) => said switch
    {
        TextMessage text => Text(text.Text, form, id) with
        {
            Buttons = [.. Buttons(text.Buttons), .. QuickReplies(text)],
            Footnotes = text.Footnotes is { Count: > 0 } notes ? Footnotes(notes, form) : null,
        },
        CardMessage card => new WebMessage
        {
            Card = Card(card.Card, form),
            Buttons = QuickReplies(card),
        },
        CarouselMessage carousel => new WebMessage
        {
            Carousel = new WebCarousel([.. carousel.Cards.Select(card => Card(card, form))]),
            Buttons = QuickReplies(carousel),
        },
        MediaMessage { Media.Kind: MediaKind.Image or MediaKind.Sticker } image => new WebMessage
        {
            Image = new WebImage(File(image.Media), image.Title ?? Name(image.Media)),
            Buttons = QuickReplies(image),
        },
        MediaMessage media => new WebMessage
        {
            Card = FileCard(media, form),
            Buttons = QuickReplies(media),
        },
        LocationRequestMessage request => Text(request.Text, form, id) with
        {
            Buttons = QuickReplies(request),
        },
        // The kits show nothing for these; metadata travels beside the messages.
        _ => null,
    };

    private static WebMessage Text(string text, WebFormat form, string id) => text.Length == 0
        ? new WebMessage()
        : new WebMessage { Text = form.Text(text), ActionId = id.Length > 0 ? id : null };

    private static WebMessage Whole(WebMessage message) =>
        message.Buttons is { Count: 0 } ? message with { Buttons = null } : message;

    private static WebCard Card(Card card, WebFormat form) => new(
        form.Title(card.Title),
        card.SubTitle is null ? null : form.Line(card.SubTitle),
        card.Media is null ? null : File(card.Media),
        [.. Buttons(card.Buttons)]);

    /// <summary>The kits show only the picture of a card, so the file is a link as well.</summary>
    private static WebCard FileCard(MediaMessage media, WebFormat form)
    {
        var title = media.Title ?? media.Media.Description ?? Name(media.Media);
        var link = Link(new Button(Name(media.Media), Url: media.Media.Url));
        return new WebCard(form.Title(title), null, File(media.Media), [link]);
    }

    private static WebFile File(Media media) => new(
        media.Url,
        Name(media),
        media.Kind == MediaKind.Sticker ? "image" : media.Kind.ToString().ToLowerInvariant(),
        media.Description);

    private static string Name(Media media)
    {
        if (!string.IsNullOrEmpty(media.Name))
            return media.Name;
        var last = !InlineFile.Is(media.Url)
            && Uri.TryCreate(media.Url, UriKind.Absolute, out var address)
            ? Uri.UnescapeDataString(address.Segments[^1].TrimEnd('/'))
            : "";
        return last.Length > 0 ? last : NoName;
    }

    private static IEnumerable<WebButton> Buttons(IReadOnlyList<Button>? buttons) =>
        (buttons ?? []).Select(button => button.Url is null ? Postback(button) : Link(button));

    private static WebButton Postback(Button button) =>
        new("postback_button", "postback", button.Title)
        {
            Payload = button.Payload,
            ImageUrl = button.ImageUrl,
            Style = Style(button.Style),
        };

    private static WebButton Link(Button button) => new("url_button", "web_url", button.Title)
    {
        Url = Array.Exists(Programs, scheme => button.Url!.TrimStart()
            .StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            ? "unsafe:" + button.Url
            : button.Url,
        ImageUrl = button.ImageUrl,
        Target = button.Target ?? "_blank",
        Style = Style(button.Style),
        WindowFeatures = button.WindowFeatures,
    };

    private static List<WebButton> QuickReplies(BotMessage message) =>
    [
        .. (message.Suggestions ?? []).Select(suggestion =>
            new WebButton("quick_reply", "quick_reply", suggestion.Title)
            {
                Payload = suggestion.Payload,
                ImageUrl = suggestion.ImageUrl,
                NlpText = suggestion.NlpText,
                Style = Style(suggestion.Style),
            }),
    ];

    private static List<WebFootnote> Footnotes(IReadOnlyList<Footnote> notes, WebFormat form) =>
    [
        .. notes.Select(note => new WebFootnote(
            note.Identifier,
            note.Title,
            note.Url,
            note.Content is null ? null : form.Text(note.Content),
            note.Score)),
    ];

    private static string Style(EmphasisStyle style) =>
        style == EmphasisStyle.Secondary ? "secondary" : "primary";
}
