namespace TockOrleans.Simulators;

/// <summary>A message the channel took from the bot.</summary>
/// <param name="Sequence">1, 2, 3 … in the order of acceptance, over all conversations.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Conversation">Whom or where to: a user (loopback), a channel (Slack).</param>
/// <param name="Thread">The thread, where it went to one.</param>
/// <param name="Id">The id the channel gave it.</param>
/// <param name="Text">Its text; null if it has none.</param>
/// <param name="Key">The idempotency key that came with it.</param>
/// <param name="Body">The request as it came; null if bodies are not kept.</param>
public sealed record RecordedMessage(
    long Sequence,
    DateTimeOffset At,
    string Conversation,
    string? Thread,
    string Id,
    string? Text,
    string? Key,
    string? Body);
