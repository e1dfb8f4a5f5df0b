using System.Collections.Frozen;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>
/// What a channel can show and promises. The defaults are those of a channel that knows only
/// text; what is not declared is rendered in another way by <see cref="Fallback"/>.
/// </summary>
public sealed record Capabilities
{
    /// <summary>Whether replies go back in the answer; <c>PerEvent</c>: the parser says.</summary>
    public ReplyStyle Reply { get; init; } = ReplyStyle.Asynchronous;

    /// <summary>How long the channel waits for an answer.</summary>
    public TimeSpan AckDeadline { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The largest request body taken, in bytes.</summary>
    public int BodyMax { get; init; } = 1_000_000;

    /// <summary>The longest text of one message, in UTF-16 units; longer ones are split.</summary>
    public int TextMax { get; init; } = 4_000;

    /// <summary>The most suggestions of a message; 0: none, they become numbered text.</summary>
    public int SuggestionsMax { get; init; }

    /// <summary>The most buttons of a text or a card; 0: none, they become text.</summary>
    public int ButtonsMax { get; init; }

    /// <summary>The longest title of a suggestion or button, in UTF-16 units.</summary>
    public int LabelMax { get; init; } = 2_000;

    /// <summary>Whether there are cards; if not they become text, media and buttons.</summary>
    public bool Cards { get; init; }

    /// <summary>The most cards of a carousel; 0: none, it becomes cards.</summary>
    public int CarouselMax { get; init; }

    /// <summary>The kinds of files that can be shown; the others become text with a link.</summary>
    public IReadOnlyList<MediaKind> Media { get; init; } = [];

    /// <summary>
    /// Whether the channel takes files that stand in their own address (<c>InlineFile</c>); if not
    /// only their name and description are shown.
    /// </summary>
    public bool InlineFiles { get; init; }

    /// <summary>Whether footnotes have a place; if not they become text.</summary>
    public bool Footnotes { get; init; }

    /// <summary>Whether the channel has a control to ask for a place.</summary>
    public bool LocationRequest { get; init; }

    /// <summary>Whether metadata reaches a client program.</summary>
    public bool Metadata { get; init; }

    /// <summary>Whether the bot can show that it is typing.</summary>
    public bool Typing { get; init; }

    /// <summary>Whether a sent message can be changed.</summary>
    public bool Edit { get; init; }

    /// <summary>Whether a conversation has threads.</summary>
    public bool Threads { get; init; }

    /// <summary>Whether the channel speaks: <see cref="Speech"/> is preferred to text.</summary>
    public bool Voice { get; init; }

    /// <summary>The mark-up of texts.</summary>
    public Markup Markup { get; init; } = Markup.None;

    /// <summary>
    /// Whether clients hold streams open that replies go over, besides the answer.
    /// </summary>
    public bool Streams { get; init; }

    /// <summary>
    /// Whether users' own programs call it, pages and apps, and no vendor for them: then the door
    /// limits how much one user and one remote address may send.
    /// </summary>
    public bool CalledByUsers { get; init; }

    /// <summary>
    /// Whether its users are test users, and nobody real: their ids begin with
    /// <see cref="SessionId.TestPrefix"/>, which the ids of other channels' users never do.
    /// </summary>
    public bool TestUsers { get; init; }

    /// <summary>Whether delivered or read receipts come back.</summary>
    public bool Receipts { get; init; }

    /// <summary>Whether the bot may speak first.</summary>
    public bool Proactive { get; init; }

    /// <summary>How long after the user last wrote the bot may write; null: for ever.</summary>
    public TimeSpan? ProactiveWindow { get; init; }

    /// <summary>
    /// The channel's rules under which a message may leave outside the window, by the word a
    /// <see cref="BotMessage.Tag"/> names them with, and how long after the user last wrote each
    /// of them holds; null: for ever.
    /// </summary>
    public IReadOnlyDictionary<string, TimeSpan?> Tags { get; init; } =
        FrozenDictionary<string, TimeSpan?>.Empty;

    /// <summary>How long the channel remembers our idempotency key; null: it takes none.</summary>
    public TimeSpan? IdempotencyKeyValidity { get; init; }

    /// <summary>
    /// Within what time the channel shows us our own messages, each with the idempotency key it
    /// was sent with (an <c>EchoedEvent</c>); null: it does not. A reply of which no answer came
    /// is neither sent again nor given up before.
    /// </summary>
    public TimeSpan? EchoWithin { get; init; }

    /// <summary>How long after an event the channel may deliver it again.</summary>
    public TimeSpan RedeliveryHorizon { get; init; } = TimeSpan.FromDays(1);
}
