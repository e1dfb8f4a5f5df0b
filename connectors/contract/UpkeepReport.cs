namespace TockOrleans.Connectors.Contract;

/// <summary>How an endpoint is at its channel.</summary>
/// <param name="Problem">
/// What an operator has to see to, with the channel's code; null: nothing.
/// </param>
/// <param name="Done">What was put right, in a few words; null: nothing had to be.</param>
public sealed record UpkeepReport(string? Problem = null, string? Done = null);
