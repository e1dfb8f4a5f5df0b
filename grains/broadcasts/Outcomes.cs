using TockOrleans.GrainInterfaces;
using TockOrleans.Grains.Sessions;

namespace TockOrleans.Grains.Broadcasts;

/// <summary>What a session's answer means for its recipient.</summary>
internal static class Outcomes
{
    /// <summary>How many outcomes there are.</summary>
    public static int Count { get; } = Enum.GetValues<RecipientOutcome>().Length;

    /// <summary>Of what was said; null: nothing came of it, it is said again later.</summary>
    public static RecipientOutcome? Of(ProactiveStatus status) => status switch
    {
        ProactiveStatus.Queued => RecipientOutcome.Queued,
        ProactiveStatus.OutsideWindow => RecipientOutcome.OutsideWindow,
        ProactiveStatus.NoConversation => RecipientOutcome.NoConversation,
        ProactiveStatus.Unsupported => RecipientOutcome.Unsupported,
        ProactiveStatus.Erased => RecipientOutcome.Erased,
        ProactiveStatus.Failed => RecipientOutcome.Failed,
        ProactiveStatus.NoEndpoint => RecipientOutcome.NoEndpoint,
        _ => null,
    };

    /// <summary>
    /// Of a report, and why; null: it is not known yet. What did not get through counts more than
    /// what did. A session that knows no such order any more was erased; what went with an answer,
    /// where the channel cannot be called, is not its order's any more.
    /// </summary>
    public static (RecipientOutcome Outcome, string? Reason)? Of(
        ProactiveReport? report, bool speaks) =>
        report switch
        {
            null => (RecipientOutcome.Erased, null),
            { Waiting: > 0 } => null,
            { Dead: > 0, Reason: var reason } => Dead(reason),
            { Taken: 0 } =>
                (speaks ? RecipientOutcome.Sent : RecipientOutcome.Silent, null),
            { Taken: var taken, Delivered: var got } when got == taken =>
                (RecipientOutcome.Delivered, null),
            _ => (RecipientOutcome.Sent, null),
        };

    private static (RecipientOutcome Outcome, string? Reason) Dead(string? reason) =>
        DeadReason.Word(reason ?? "") switch
        {
            DeadReason.Unknown => (RecipientOutcome.Unknown, null),
            DeadReason.OutsideWindow => (RecipientOutcome.OutsideWindow, null),
            _ => (RecipientOutcome.Dead, reason),
        };
}
