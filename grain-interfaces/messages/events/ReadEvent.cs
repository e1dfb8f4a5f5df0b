namespace TockOrleans.Messages;

/// <summary>The user read messages of the bot.</summary>
/// <param name="MessageIds">The channel's ids of them, where it names them.</param>
/// <param name="Watermark">All sent up to here, where the channel says only that.</param>
public sealed record ReadEvent(
    IReadOnlyList<string>? MessageIds = null,
    DateTimeOffset? Watermark = null) : UserEvent;
