namespace TockOrleans.Simulators;

/// <summary>What a simulator has seen so far.</summary>
/// <param name="Calls">Calls of the channel's API, whatever became of them.</param>
/// <param name="Messages">Messages taken.</param>
/// <param name="Conversations">Conversations with messages.</param>
/// <param name="Duplicates">Calls repeated under a known idempotency key; nothing taken.</param>
/// <param name="KeyConflicts">Of those, the ones whose recipient or text differed.</param>
/// <param name="Refused">Calls the channel answered with an error of its own.</param>
/// <param name="Faults">Faults that happened, by kind.</param>
/// <param name="Events">Events sent to the webhook, duplicates and redeliveries left out.</param>
/// <param name="Acknowledged">Of those, the ones the bot acknowledged.</param>
/// <param name="GivenUp">Of those, the ones never acknowledged and not sent any more.</param>
public sealed record SimulatorStats(
    long Calls,
    int Messages,
    int Conversations,
    long Duplicates,
    long KeyConflicts,
    long Refused,
    IReadOnlyDictionary<FaultKind, long> Faults,
    int Events,
    int Acknowledged,
    int GivenUp);
