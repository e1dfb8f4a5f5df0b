using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>Which dead letters to list; by session, then by sequence number.</summary>
/// <param name="Endpoint">Those of this endpoint.</param>
/// <param name="Reason">
/// Only those with this reason, or with a reason that begins with it and a colon; null: all.
/// </param>
/// <param name="AfterSession">
/// Goes on after this session's letter <paramref name="AfterSeq"/>; null: from the start.
/// </param>
/// <param name="AfterSeq">See <paramref name="AfterSession"/>.</param>
/// <param name="Limit">The most to return.</param>
public sealed record DeadLetterQuery(
    EndpointId Endpoint,
    string? Reason = null,
    SessionId? AfterSession = null,
    long AfterSeq = 0,
    int Limit = 100);
