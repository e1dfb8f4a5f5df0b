using TockOrleans.Messages;

namespace TockOrleans.Bot;

/// <summary>What a turn starts from.</summary>
/// <param name="TurnId">
/// Stable over re-runs and redeliveries of the same event: what a story does outside should carry
/// it as its idempotency key.
/// </param>
/// <param name="Attempt">1; more after a crash in the middle of the turn.</param>
/// <param name="Inbound">The event.</param>
/// <param name="ConnectorType">The type id of the connector it came through.</param>
/// <param name="UserId">The user, as the connector names them.</param>
/// <param name="Now">The time of the turn.</param>
/// <param name="State">The dialog state as the last turn left it; empty: there was none.</param>
/// <param name="Fetch">
/// Fetches a file the user sent; null: the channel's files cannot be had.
/// </param>
/// <param name="Show">
/// Shows what the answer has grown to, asked for when it is time to; null: nobody can see it. Safe
/// to call from any thread, and waits for nothing.
/// </param>
public sealed record TurnRequest(
    string TurnId,
    int Attempt,
    InboundEvent Inbound,
    string ConnectorType,
    string UserId,
    DateTimeOffset Now,
    ReadOnlyMemory<byte> State,
    Func<Attachment, CancellationToken, Task<FileContent>>? Fetch = null,
    Action<Func<IReadOnlyList<BotMessage>>>? Show = null);
