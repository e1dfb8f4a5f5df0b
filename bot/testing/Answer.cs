using TockOrleans.Messages;

namespace TockOrleans.Bot.Testing;

/// <summary>What a bot said in one turn.</summary>
/// <param name="Messages">The messages, in order.</param>
public sealed record Answer(IReadOnlyList<BotMessage> Messages)
{
    /// <summary>The texts, in order.</summary>
    public IReadOnlyList<string> Texts =>
        [.. Messages.OfType<TextMessage>().Select(message => message.Text)];

    /// <summary>The titles of the suggestions, in order.</summary>
    public IReadOnlyList<string> Suggestions =>
        [.. Messages.SelectMany(message => message.Suggestions ?? []).Select(one => one.Title)];

    /// <summary>The cards, those of carousels too, in order.</summary>
    public IReadOnlyList<Card> Cards =>
        [.. Messages.SelectMany(message => message switch
        {
            CardMessage one => [one.Card],
            CarouselMessage many => many.Cards,
            _ => (IEnumerable<Card>)[],
        })];

    /// <summary>A value for the client program; null: there is none.</summary>
    /// <param name="name">Its name.</param>
    public string? Metadata(string name) => Messages.OfType<MetadataMessage>()
        .Select(message => message.Values.GetValueOrDefault(name))
        .FirstOrDefault();

    internal (string? Payload, string Text)? Find(string title)
    {
        foreach (var message in Messages)
            foreach (var one in message.Suggestions ?? [])
                if (one.Title == title)
                    return (one.Payload, one.NlpText ?? one.Title);
        var buttons = Messages.OfType<TextMessage>().SelectMany(text => text.Buttons ?? [])
            .Concat(Cards.SelectMany(card => card.Buttons ?? []));
        foreach (var button in buttons)
            if (button.Title == title && button.Url is null)
                return (button.Payload, button.Title);
        return null;
    }
}
