using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Fallbacks;

/// <summary>Asserts that a fitted message holds nothing its channel lacks.</summary>
internal static class Limits
{
    public static void AssertKept(BotMessage message, Capabilities channel)
    {
        var suggestions = message.Suggestions ?? [];
        Assert.InRange(suggestions.Count, 0, channel.SuggestionsMax);
        Assert.All(suggestions, s => Assert.InRange(s.Title.Length, 0, channel.LabelMax));
        switch (message)
        {
            case TextMessage text:
                AssertKept(text, channel);
                break;
            case CardMessage card:
                Assert.True(channel.Cards);
                AssertKept(card.Card, channel);
                break;
            case CarouselMessage carousel:
                Assert.InRange(carousel.Cards.Count, 1, channel.CarouselMax);
                Assert.All(carousel.Cards, card => AssertKept(card, channel));
                break;
            case MediaMessage media:
                Assert.Contains(media.Media.Kind, channel.Media);
                Assert.InRange(media.Title?.Length ?? 0, 0, channel.TextMax);
                break;
            case LocationRequestMessage request:
                Assert.True(channel.LocationRequest);
                Assert.InRange(request.Text.Length, 1, channel.TextMax);
                break;
            case TypingMessage:
                Assert.True(channel.Typing);
                break;
            case MetadataMessage:
                Assert.True(channel.Metadata);
                break;
            default:
                Assert.True(message is NativeMessage or EndOfConversationMessage);
                break;
        }
    }

    private static void AssertKept(TextMessage text, Capabilities channel)
    {
        Assert.InRange(text.Text.Length, 0, channel.TextMax);
        Assert.True(text.Text.Length > 0 || (channel.Voice && text.Speech is not null));
        Assert.True(channel.Voice || text.Speech is null);
        Assert.InRange(text.Speech?.Text?.Length ?? 0, 0, channel.TextMax);
        Assert.InRange(text.Speech?.Ssml?.Length ?? 0, 0, channel.TextMax);
        Assert.True(channel.Footnotes || text.Footnotes is null);
        AssertKept(text.Buttons, channel);
    }

    private static void AssertKept(Card card, Capabilities channel)
    {
        Assert.NotEqual(new Card(), card);
        Assert.InRange(card.Title?.Length ?? 0, 0, channel.TextMax);
        Assert.InRange(card.SubTitle?.Length ?? 0, 0, channel.TextMax);
        Assert.True(card.Media is null || channel.Media.Contains(card.Media.Kind));
        AssertKept(card.Buttons, channel);
    }

    private static void AssertKept(IReadOnlyList<Button>? buttons, Capabilities channel)
    {
        Assert.InRange(buttons?.Count ?? 0, 0, channel.ButtonsMax);
        Assert.All(buttons ?? [], b => Assert.InRange(b.Title.Length, 0, channel.LabelMax));
    }
}
