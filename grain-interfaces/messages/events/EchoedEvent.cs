namespace TockOrleans.Messages;

/// <summary>
/// The channel shows us a message of our own: it has it, even where the answer to the call that
/// sent it was lost.
/// </summary>
/// <param name="MessageId">The channel's id of the message.</param>
/// <param name="Reference">
/// The idempotency key the message was sent with, which the channel gives back.
/// </param>
public sealed record EchoedEvent(string MessageId, string Reference) : UserEvent;
