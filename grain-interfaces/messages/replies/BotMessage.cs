using System.Text.Json.Serialization;

namespace TockOrleans.Messages;

/// <summary>
/// What the bot says: the outbound half of the model, the same for every channel. A connector
/// renders it; what a channel lacks is shown in another way, never dropped.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = MessageCodec.Discriminator)]
[JsonDerivedType(typeof(TextMessage), "text")]
[JsonDerivedType(typeof(CardMessage), "card")]
[JsonDerivedType(typeof(CarouselMessage), "carousel")]
[JsonDerivedType(typeof(MediaMessage), "media")]
[JsonDerivedType(typeof(LocationRequestMessage), "locationRequest")]
[JsonDerivedType(typeof(TypingMessage), "typing")]
[JsonDerivedType(typeof(EndOfConversationMessage), "endOfConversation")]
[JsonDerivedType(typeof(NativeMessage), "native")]
[JsonDerivedType(typeof(MetadataMessage), "metadata")]
[JsonDerivedType(typeof(UnsupportedMessage), "unsupported")]
public abstract record BotMessage
{
    /// <summary>Ready answers offered with the message; null or empty: none.</summary>
    public IReadOnlyList<Suggestion>? Suggestions { get; init; }

    /// <summary>
    /// How long to wait before the message leaves, counted from the one before it; null: not at
    /// all. A channel that takes its replies in the answer does not wait.
    /// </summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>
    /// Under which of the channel's rules the message leaves outside the channel's window, in the
    /// channel's own word (Messenger: <c>HUMAN_AGENT</c>); null: only within the window.
    /// </summary>
    public string? Tag { get; init; }

    /// <summary>
    /// What only one channel can do with the message, by the names its connector documents, each
    /// with the connector's type id before it (<c>messenger.persona_id</c>); other channels pass
    /// over them. Null or empty: none.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
