namespace TockOrleans.Messages;

/// <summary>
/// The channel took messages of the bot and could not bring them to the user after all.
/// </summary>
/// <param name="MessageIds">The channel's ids of them.</param>
/// <param name="Reason">The channel's code.</param>
public sealed record UndeliveredEvent(
    IReadOnlyList<string> MessageIds,
    string? Reason = null) : UserEvent;
