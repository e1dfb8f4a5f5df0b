namespace TockOrleans.Messages;

/// <summary>The user judged an answer of the bot.</summary>
/// <param name="MessageId">
/// The id of the judged message, as the bot's connector gave it out.
/// </param>
/// <param name="Vote">The judgement; null takes it back.</param>
public sealed record FeedbackEvent(string MessageId, FeedbackVote? Vote = null) : UserEvent;
