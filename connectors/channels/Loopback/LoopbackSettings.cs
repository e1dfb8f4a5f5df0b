using System.Globalization;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Loopback;

/// <summary>What a loopback endpoint is told: the access, the capabilities, the limits.</summary>
internal static class LoopbackSettings
{
    private const int SecondsPerDay = 86_400;

    private const int SecondsMax = 366 * SecondsPerDay;

    private const int AckSecondsMax = 60;

    private const int PermitsMax = 1_000_000;

    /// <summary>The shortest text and label a message can be cut to.</summary>
    private const int TextMin = 10;

    private const int LabelMin = 5;

    /// <summary>Stands in the list of media for: no file can be shown.</summary>
    public const string NoMedia = "none";

    private static readonly string[] MediaNames =
        [.. Enum.GetNames<MediaKind>().Select(name => name.ToLowerInvariant())];

    public static readonly SettingField SigningSecret = new(
        "signingSecret", "Signing secret", "Signs the requests of the channel.")
    {
        Required = true,
        Secret = true,
    };

    public static readonly SettingField ApiBaseUrl = new(
        "apiBaseUrl", "API address", "The channel's API; messages are posted to messages below it.")
    {
        Kind = SettingKind.Url,
        Required = true,
    };

    public static readonly SettingField Token = new(
        "token", "Token", "The bearer token of the API; this or a refresh token is needed.")
    {
        Secret = true,
    };

    public static readonly SettingField Refresh = new(
        "refresh", "Refresh token", "Gets the first token where no fixed one is given.")
    {
        Secret = true,
    };

    public static readonly SettingField IdempotencyKey = Flag(
        "idempotencyKey", "Idempotency key", "Whether the channel knows a repeated message.", true);

    public static readonly SettingField IdempotencyValiditySeconds = Number(
        "idempotencyValiditySeconds",
        "Validity of idempotency keys",
        "How long the channel remembers a key, in seconds.",
        SecondsPerDay, 1, SecondsMax);

    public static readonly SettingField TextMax = Number(
        "textMax", "Longest text", "In UTF-16 units.", 4_000, TextMin, Bounds.TextMax);

    public static readonly SettingField LabelMax = Number(
        "labelMax", "Longest label", "Of suggestions and buttons, in UTF-16 units.",
        Bounds.LabelMax, LabelMin, Bounds.LabelMax);

    public static readonly SettingField SuggestionsMax = Number(
        "suggestionsMax", "Most suggestions", "Of one message; 0 for none.",
        10, 0, Bounds.PartsMax);

    public static readonly SettingField ButtonsMax = Number(
        "buttonsMax", "Most buttons", "Of a text or a card; 0 for none.", 10, 0, Bounds.PartsMax);

    public static readonly SettingField Cards = Flag(
        "cards", "Cards", "Whether there are cards.", true);

    public static readonly SettingField CarouselMax = Number(
        "carouselMax", "Most cards of a carousel", "0 for no carousels.", 10, 0, Bounds.PartsMax);

    public static readonly SettingField Media = new(
        "media", "Files", "The kinds of files that can be shown; none for none.")
    {
        Kind = SettingKind.List,
        Default = string.Join(',', MediaNames),
        Choices = [.. MediaNames, NoMedia],
    };

    public static readonly SettingField InlineFiles = Flag(
        "inlineFiles", "Inline files", "Whether files may stand in their own address.", true);

    public static readonly SettingField Footnotes = Flag(
        "footnotes", "Footnotes", "Whether footnotes have a place.", true);

    public static readonly SettingField LocationRequest = Flag(
        "locationRequest", "Requests for a place", "Whether there is a control for them.", true);

    public static readonly SettingField Metadata = Flag(
        "metadata", "Metadata", "Whether metadata reaches the client program.", true);

    public static readonly SettingField Typing = Flag(
        "typing", "Typing", "Whether the bot can show that it is typing.", true);

    public static readonly SettingField Voice = Flag(
        "voice", "Voice", "Whether the channel speaks.", false);

    public static readonly SettingField Threads = Flag(
        "threads", "Threads", "Whether each thread of a user is a conversation.", true);

    public static readonly SettingField Receipts = Flag(
        "receipts", "Receipts", "Whether the channel tells what was delivered and read.", true);

    public static readonly SettingField Proactive = Flag(
        "proactive", "Proactive", "Whether the bot may speak first.", true);

    public static readonly SettingField FirstContact = Flag(
        "firstContact", "First contact", "Whether it may speak to whoever never wrote.", true);

    public static readonly SettingField WindowSeconds = Number(
        "windowSeconds",
        "Window",
        "How long after the user last wrote the bot may write, in seconds; 0 for ever.",
        0, 0, SecondsMax);

    public static readonly SettingField AckSeconds = Number(
        "ackSeconds",
        "Acknowledgement",
        "How long the channel waits for its request to be acknowledged, in seconds.",
        3, 1, AckSecondsMax);

    public static readonly SettingField RedeliverySeconds = Number(
        "redeliverySeconds",
        "Redelivery",
        "How long after an event the channel may deliver it again, in seconds.",
        SecondsPerDay, 1, SecondsMax);

    public static readonly SettingField PermitsPerSecond = Number(
        "permitsPerSecond", "Rate", "Messages a second of the endpoint; 0 for no limit.",
        0, 0, PermitsMax);

    public static readonly SettingField ConversationPermitsPerSecond = Number(
        "conversationPermitsPerSecond",
        "Rate of a conversation",
        "Messages a second of one conversation; 0 for no limit.",
        0, 0, PermitsMax);

    public static readonly SettingField Burst = Number(
        "burst", "Burst", "Messages that may leave at once after a rest.", 1, 1, PermitsMax);

    public static IReadOnlyList<SettingField> Fields { get; } =
    [
        SigningSecret, ApiBaseUrl, Token, Refresh, IdempotencyKey, IdempotencyValiditySeconds,
        TextMax, LabelMax, SuggestionsMax, ButtonsMax, Cards, CarouselMax, Media, InlineFiles,
        Footnotes, LocationRequest, Metadata, Typing, Voice, Threads, Receipts, Proactive,
        FirstContact, WindowSeconds, AckSeconds, RedeliverySeconds, PermitsPerSecond,
        ConversationPermitsPerSecond, Burst,
    ];

    private static SettingField Flag(string name, string title, string help, bool on) =>
        new(name, title, help)
        {
            Kind = SettingKind.Boolean,
            Default = on ? "true" : "false",
        };

    private static SettingField Number(
        string name, string title, string help, int standard, int min, int max) =>
        new(name, title, help)
        {
            Kind = SettingKind.Number,
            Default = standard.ToString(CultureInfo.InvariantCulture),
            Min = min,
            Max = max,
        };
}
