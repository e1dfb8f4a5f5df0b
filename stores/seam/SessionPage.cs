using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>Some sessions of many.</summary>
/// <param name="Sessions">
/// The sessions; there may be none though others follow, where many were looked at in vain.
/// </param>
/// <param name="Next">Where to go on; null: this was the last page.</param>
public sealed record SessionPage(IReadOnlyList<SessionSummary> Sessions, SessionId? Next);
