using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>Which entries of the conversation log to list.</summary>
/// <param name="Endpoint">Those of this endpoint; null: of all.</param>
/// <param name="User">Those of this user, whatever the thread; null: of all.</param>
/// <param name="From">Those written then or later; null: from the first.</param>
/// <param name="To">Those written before; null: to the latest.</param>
/// <param name="After">Goes on after this entry; null: from the start.</param>
/// <param name="Limit">The most to return; at least 1.</param>
public sealed record LogQuery(
    EndpointId? Endpoint = null,
    string? User = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    LogPlace? After = null,
    int Limit = 100);
