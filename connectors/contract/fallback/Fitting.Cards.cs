using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <content>Cards and carousels.</content>
internal sealed partial class Fitting
{
    private void AddCarousel(CarouselMessage carousel, IReadOnlyList<Suggestion> suggestions)
    {
        if (channel.CarouselMax == 0)
        {
            AddCards(carousel.Cards, suggestions);
            return;
        }
        var leftovers = new List<TextMessage>();
        var cards = carousel.Cards.Select(card => Fit(card, leftovers)).Where(IsSomething).ToList();
        var chunks = cards.Chunk(channel.CarouselMax)
            .Select(BotMessage (chunk) => new CarouselMessage(chunk)).ToList();
        Add(chunks, leftovers, suggestions);
    }

    private void AddCards(IReadOnlyList<Card> cards, IReadOnlyList<Suggestion> suggestions)
    {
        for (var i = 0; i < cards.Count; i++)
            AddCard(cards[i], i == cards.Count - 1 ? suggestions : []);
        if (cards.Count == 0)
            AddText(new TextMessage(""), suggestions);
    }

    private void AddCard(Card card, IReadOnlyList<Suggestion> suggestions)
    {
        if (channel.Cards)
        {
            var leftovers = new List<TextMessage>();
            var fitted = Fit(card, leftovers);
            Add(IsSomething(fitted) ? [new CardMessage(fitted)] : [], leftovers, suggestions);
            return;
        }
        var shown = card.Media is { } media && Shows(media);
        if (shown)
            messages.Add(new MediaMessage(card.Media!));
        IEnumerable<string?> file = shown || card.Media is null ? [] : Describe(card.Media);
        AddText(
            new TextMessage(Lines([card.Title, card.SubTitle, .. file]), Buttons: card.Buttons),
            suggestions);
    }

    /// <summary>Lays out fitted messages, then what did not fit on them.</summary>
    private void Add(
        List<BotMessage> fitted, List<TextMessage> leftovers, IReadOnlyList<Suggestion> suggestions)
    {
        var last = leftovers.Count > 0 ? null : fitted.LastOrDefault();
        messages.AddRange(last is null ? fitted : fitted.SkipLast(1));
        if (last is not null)
        {
            Finish(last, suggestions);
            return;
        }
        foreach (var leftover in leftovers.SkipLast(1))
            AddText(leftover, []);
        AddText(leftovers.LastOrDefault() ?? new TextMessage(""), suggestions);
    }

    /// <summary>The card within the limits; what is beyond them becomes a text after it.</summary>
    private Card Fit(Card card, List<TextMessage> leftovers)
    {
        var notes = new List<string?>();
        var showsMedia = card.Media is not { } media || Shows(media);
        var titleFits = card.Title is null || card.Title.Length <= channel.TextMax;
        var subTitleFits = card.SubTitle is null || card.SubTitle.Length <= channel.TextMax;
        if (!titleFits)
            notes.Add(card.Title);
        if (!subTitleFits)
            notes.Add(card.SubTitle);
        if (!showsMedia)
            notes.AddRange(Describe(card.Media!));

        var buttons = card.Buttons ?? [];
        var overflow = buttons.Skip(channel.ButtonsMax).ToArray();
        var kept = buttons.Take(channel.ButtonsMax).Select(b => Shorten(b, notes)).ToArray();
        if (overflow.Length > 0 && channel.ButtonsMax > 0 && notes.Count == 0)
            notes.Add(card.Title);
        if (notes.Count > 0 || overflow.Length > 0)
            leftovers.Add(new TextMessage(Lines(notes), Buttons: overflow));
        return card with
        {
            Title = card.Title is null ? null : TextSplitter.Shorten(card.Title, channel.TextMax),
            SubTitle = subTitleFits ? card.SubTitle : null,
            Media = showsMedia ? card.Media : null,
            Buttons = kept.Length > 0 ? kept : null,
        };
    }

    private static bool IsSomething(Card card) =>
        card is not { Title: null, SubTitle: null, Media: null, Buttons: null };
}
