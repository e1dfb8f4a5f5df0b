using TockOrleans.Messages;

namespace TockOrleans.Bot;

/// <summary>What a turn leads to.</summary>
/// <param name="State">The dialog state from now on, JSON with its schema version inside.</param>
/// <param name="Replies">What the bot says, in order.</param>
public sealed record TurnResult(byte[] State, IReadOnlyList<BotMessage> Replies);
