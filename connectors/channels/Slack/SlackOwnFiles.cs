using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Takes out of a message the files that Slack cannot show by their address: they go before it,
/// each a payload of its own.
/// </summary>
internal static class SlackOwnFiles
{
    /// <summary>What Slack shows by its address:
    /// https://docs.slack.dev/reference/block-kit/blocks/image-block</summary>
    private static readonly string[] Shown = ["image/png", "image/jpeg", "image/gif"];

    /// <summary>Takes the files out.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The files with what is said with them, and what is left of the message.</returns>
    public static (IReadOnlyList<MediaMessage> Files, BotMessage Left) TakeOut(BotMessage message)
    {
        switch (message)
        {
            case MediaMessage media when !IsShown(media.Media):
                return ([media], new TextMessage("") { Suggestions = media.Suggestions });
            case CardMessage { Card.Media: { } media } card when !IsShown(media):
                return ([new MediaMessage(media)], card with { Card = Bare(card.Card) });
            case CarouselMessage carousel:
                var files = carousel.Cards.Select(card => card.Media).OfType<Media>()
                    .Where(media => !IsShown(media)).ToArray();
                return files.Length == 0
                    ? ([], message)
                    : ([.. files.Select(media => new MediaMessage(media))],
                        carousel with { Cards = [.. carousel.Cards.Select(Bare)] });
            default:
                return ([], message);
        }
    }

    /// <summary>
    /// Whether a file goes out by itself: it stands in the message or lies where the endpoint says,
    /// and all who see the channel may see it.
    /// </summary>
    public static bool CanGo(Media media, SlackAddress? address, EndpointSettings settings) =>
        address is { Channel.Length: > 0, ResponseUrl: null, Ephemeral: not true }
        && (InlineFile.Is(media.Url)
            || (Uri.TryCreate(media.Url, UriKind.Absolute, out var url)
                && SlackSettings.IsOwnFile(settings, url)));

    /// <summary>The file as a text, as the platform writes it for channels without files.</summary>
    public static TextMessage AsText(MediaMessage file)
    {
        var address = InlineFile.Is(file.Media.Url) ? null : file.Media.Url;
        return new TextMessage(string.Join(
            '\n',
            new[] { file.Title, file.Media.Name, file.Media.Description, address }
                .Where(line => !string.IsNullOrWhiteSpace(line))
                .DefaultIfEmpty(SlackUpload.NoName)));
    }

    private static Card Bare(Card card) =>
        card.Media is { } media && !IsShown(media) ? card with { Media = null } : card;

    private static bool IsShown(Media media) =>
        media.Kind is MediaKind.Image or MediaKind.Sticker
        && !InlineFile.Is(media.Url)
        && (media.MimeType is null
            || Shown.Contains(media.MimeType, StringComparer.OrdinalIgnoreCase));
}
