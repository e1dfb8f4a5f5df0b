using System.Net;
using System.Text.RegularExpressions;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Fallbacks;

/// <summary>
/// All that a user gets to see or sends back: texts in their order, then the others.
/// </summary>
internal static partial class Words
{
    public static IEnumerable<string> Of(BotMessage message, bool voice) =>
        Body(message, voice)
            .Concat((message.Suggestions ?? []).SelectMany(s => Of(s.Title, s.Payload, s.NlpText)))
            .OfType<string>();

    private static IEnumerable<string?> Body(BotMessage message, bool voice) => message switch
    {
        TextMessage text => Of(text, voice),
        CardMessage card => Of(card.Card),
        CarouselMessage carousel => carousel.Cards.SelectMany(Of),
        MediaMessage media => [media.Title, .. Of(media.Media)],
        LocationRequestMessage request => [request.Text],
        NativeMessage native => [native.Json],
        MetadataMessage metadata => metadata.Values.Values,
        _ => [],
    };

    private static IEnumerable<string?> Of(TextMessage text, bool voice)
    {
        var silent = !voice && !string.IsNullOrWhiteSpace(text.Text);
        return
        [
            text.Text,
            silent ? null : text.Speech?.Text,
            silent ? null : WebUtility.HtmlDecode(Tag().Replace(text.Speech?.Ssml ?? "", " ")),
            .. (text.Buttons ?? []).SelectMany(b => Of(b.Title, b.Payload, b.Url)),
            .. (text.Footnotes ?? []).SelectMany(f => Of(f.Identifier, f.Title, f.Url, f.Content)),
        ];
    }

    private static IEnumerable<string?> Of(Card card) =>
    [
        card.Title,
        card.SubTitle,
        .. card.Media is null ? [] : Of(card.Media),
        .. (card.Buttons ?? []).SelectMany(b => Of(b.Title, b.Payload, b.Url)),
    ];

    private static string?[] Of(Media media) => [media.Name, media.Description, media.Url];

    private static string?[] Of(params string?[] words) => words;

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
