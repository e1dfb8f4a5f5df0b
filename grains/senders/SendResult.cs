using TockOrleans.Messages;

namespace TockOrleans.Grains.Senders;

/// <summary>What became of a reply that was given to the sender.</summary>
/// <param name="Outcome">
/// Of the last payload that was tried; accepted: the channel has all of them.
/// </param>
/// <param name="PartsSent">How many of its payloads the channel has now.</param>
/// <param name="Ids">The channel's ids of those it took now.</param>
/// <param name="Attempted">Whether the channel was called at all.</param>
/// <param name="Sooner">
/// Completes when it is worth to try again before the outcome's time is over; null: never.
/// </param>
public sealed record SendResult(
    DeliveryOutcome Outcome,
    int PartsSent,
    IReadOnlyList<string> Ids,
    bool Attempted,
    Task? Sooner = null);
