using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>Lays a message out in blocks.</summary>
internal sealed class SlackLayout(SlackMarkup markup)
{
    /// <summary>What stands for a picture of which nothing is known.</summary>
    private const string NoName = "image";

    private readonly SlackButtons buttons = new();

    /// <summary>
    /// The text shown where blocks are not: in notifications and to screen readers. Of a plain text
    /// it is all there is.
    /// </summary>
    public string Summary(BotMessage message) => markup.Text(message switch
    {
        TextMessage text => text.Text,
        CardMessage card => Name(card.Card),
        CarouselMessage carousel => string.Join('\n', carousel.Cards.Select(Name)),
        MediaMessage media => media.Title ?? Name(media.Media),
        _ => "",
    });

    /// <summary>The blocks; none where the text says it all.</summary>
    public IReadOnlyList<SlackBlock> Blocks(BotMessage message)
    {
        List<SlackBlock> blocks = message switch
        {
            TextMessage text => Text(text),
            CardMessage card => Card(card.Card),
            CarouselMessage carousel => Carousel(carousel),
            MediaMessage media => [Image(media.Media, media.Title)],
            _ => [],
        };
        blocks.AddRange(buttons.Suggestions(message.Suggestions));
        return message is TextMessage && blocks.TrueForAll(block => block is SlackBlock.Section)
            ? []
            : blocks;
    }

    private List<SlackBlock> Text(TextMessage text) =>
    [
        .. Sections(text.Text),
        .. buttons.Rows(text.Buttons),
        .. Notes(text.Footnotes ?? []),
    ];

    private List<SlackBlock> Carousel(CarouselMessage carousel)
    {
        var cards = carousel.Cards.Select(Compact).ToArray();
        if (cards.Length > 1 && Array.TrueForAll(cards, card => card is not null))
            return [new SlackBlock.Carousel(cards!)];
        var blocks = new List<SlackBlock>();
        foreach (var (index, card) in cards.Index())
        {
            if (index > 0)
                blocks.Add(new SlackBlock.Divider());
            blocks.AddRange(card is null ? Stacked(carousel.Cards[index]) : [card]);
        }
        return blocks;
    }

    private List<SlackBlock> Card(Card card) =>
        Compact(card) is { } compact ? [compact] : Stacked(card);

    /// <summary>The card as Slack's own block; null where it is too large for that.</summary>
    private SlackBlock.Card? Compact(Card card)
    {
        var title = Escaped(card.Title);
        var body = Escaped(card.SubTitle);
        var fits = (title?.Length ?? 0) <= SlackLimits.CardTitleMax
            && (body?.Length ?? 0) <= SlackLimits.CardBodyMax
            && (card.Buttons?.Count ?? 0) <= SlackLimits.CardButtonsMax;
        return fits && (title ?? body ?? card.Media?.Url) is not null
            ? new SlackBlock.Card(
                title,
                body,
                card.Media?.Url,
                card.Media is null ? NoName : Alt(card.Media, card.Title),
                buttons.Elements(card.Buttons))
            : null;
    }

    /// <summary>The card as its parts, one under the other.</summary>
    private List<SlackBlock> Stacked(Card card) =>
    [
        .. Title(card.Title),
        .. Sections(card.SubTitle),
        .. card.Media is null ? (SlackBlock[])[] : [Image(card.Media, null)],
        .. buttons.Rows(card.Buttons),
    ];

    private IEnumerable<SlackBlock> Title(string? title) =>
        title is { Length: > 0 and <= SlackLimits.HeaderTextMax }
            ? [new SlackBlock.Header(title)]
            : Sections(title);

    private IEnumerable<SlackBlock> Sections(string? text) => string.IsNullOrWhiteSpace(text)
        ? []
        : markup.Parts(text, SlackLimits.SectionTextMax)
            .Select(part => new SlackBlock.Section(part));

    private IEnumerable<SlackBlock> Notes(IReadOnlyList<Footnote> notes) => notes
        .SelectMany(Note)
        .Chunk(SlackLimits.ContextElementsMax)
        .Select(elements => new SlackBlock.Context(elements));

    private IEnumerable<string> Note(Footnote note)
    {
        var title = note.Url is { } url ? markup.Link(url, note.Title) : markup.Text(note.Title);
        yield return $"[{markup.Text(note.Identifier)}] {title}";
        if (!string.IsNullOrWhiteSpace(note.Content))
            foreach (var part in markup.Parts(note.Content, SlackLimits.ContextTextMax))
                yield return part;
    }

    private static SlackBlock.Image Image(Media media, string? title) => new(
        media.Url,
        Alt(media, title),
        title is null ? null : SlackFields.Clip(title, SlackLimits.ImageTextMax));

    private static string Alt(Media media, string? title) =>
        SlackFields.Clip(media.Description ?? title ?? Name(media), SlackLimits.ImageTextMax);

    private string? Escaped(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : markup.Text(text);

    private static string Name(Card card) =>
        card.Title ?? card.SubTitle ?? (card.Media is null ? "" : Name(card.Media));

    private static string Name(Media media)
    {
        if (!string.IsNullOrWhiteSpace(media.Name))
            return media.Name;
        var last = Uri.TryCreate(media.Url, UriKind.Absolute, out var address)
            ? Uri.UnescapeDataString(address.Segments[^1].TrimEnd('/'))
            : "";
        return last.Length > 0 ? last : NoName;
    }
}
