namespace TockOrleans.Messages;

/// <summary>Messages of the bot reached the user's device.</summary>
/// <param name="MessageIds">The channel's ids of them, where it names them.</param>
/// <param name="Watermark">All sent up to here, where the channel says only that.</param>
public sealed record DeliveredEvent(
    IReadOnlyList<string>? MessageIds = null,
    DateTimeOffset? Watermark = null) : UserEvent;
