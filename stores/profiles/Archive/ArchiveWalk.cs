using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>
/// Walks through sessions in the order of their keys: an endpoint's lie together, and so do a
/// user's. A time is looked for within them, by the first and the last entry of each session: an
/// index by time would have to be written with every turn. A call looks at so many sessions at the
/// most, and says where to go on.
/// </summary>
internal sealed class ArchiveWalk(IArchiveTables tables)
{
    private const int SessionsMax = 2_000;
    private const int SessionsAtOnce = 250;

    public async Task<SessionPage> FindSessions(SessionQuery query)
    {
        var found = new List<SessionSummary>();
        var left = SessionsMax;
        var from = query.After is { } after ? KeySpan.Next(after.ToString()) : string.Empty;
        var atOnce = query is { SeenSince: null, SeenBefore: null }
            ? Math.Clamp(query.Limit, 1, SessionsAtOnce)
            : SessionsAtOnce;
        await foreach (var whole in Spans(query.Endpoint, query.User, query.UserPrefix, from)
            .ConfigureAwait(false))
            for (KeySpan? span = whole; span is { } rest;)
            {
                var some = await tables.Sessions(rest, atOnce).ConfigureAwait(false);
                foreach (var session in some)
                {
                    if (IsOf(query, session))
                        found.Add(session);
                    if (found.Count >= query.Limit)
                        return new SessionPage(found, session.Session);
                }
                left -= some.Count;
                if (left <= 0)
                    return new SessionPage(found, some[^1].Session);
                span = some.Count < atOnce
                    ? null
                    : rest.StartingAt(KeySpan.Next(some[^1].Session.ToString()));
            }
        return new SessionPage(found, null);
    }

    public async Task<LogPage> FindLog(LogQuery query)
    {
        var found = new List<LogEntry>();
        var left = SessionsMax;
        var from = query.After?.Session.ToString() ?? string.Empty;
        await foreach (var whole in Spans(query.Endpoint, query.User, null, from)
            .ConfigureAwait(false))
            for (KeySpan? span = whole; span is { } rest;)
            {
                var keys = await tables.Keys(rest, SessionsAtOnce).ConfigureAwait(false);
                if (keys.Count == 0)
                    break;
                var next = KeySpan.Next(keys[^1]);
                found.AddRange(await tables.Entries(
                    rest with { To = next }, Filter(query, query.Limit - found.Count))
                    .ConfigureAwait(false));
                if (found.Count >= query.Limit)
                    return new LogPage(found, PlaceOf(found[^1]));
                left -= keys.Count;
                if (left <= 0)
                    return new LogPage(
                        found, new LogPlace(SessionId.Parse(keys[^1]), long.MaxValue));
                span = keys.Count < SessionsAtOnce ? null : rest.StartingAt(next);
            }
        return new LogPage(found, null);
    }

    private static bool IsOf(SessionQuery query, SessionSummary session) =>
        (query.SeenSince is not { } since || session.LastUserAt >= since)
        && (query.SeenBefore is not { } before || session.LastUserAt < before);

    private static LogPlace PlaceOf(LogEntry entry) => new(entry.Session, entry.Entry.Seq);

    private static EntryFilter Filter(LogQuery query, int limit) => new(
        query.From?.ToUnixTimeMilliseconds() ?? long.MinValue,
        query.To?.ToUnixTimeMilliseconds() ?? long.MaxValue,
        query.After?.Session.ToString() ?? string.Empty,
        query.After?.Seq ?? 0,
        limit);

    // Of all endpoints: from the first session's to the next one's, by the keys themselves.
    private async IAsyncEnumerable<KeySpan> Spans(
        EndpointId? endpoint, string? user, string? prefix, string from)
    {
        if (endpoint is { } only)
        {
            foreach (var span in KeySpan.Of(only, user, prefix))
                if (span.StartingAt(from) is { } rest)
                    yield return rest;
            yield break;
        }
        while (await tables.FirstKey(from).ConfigureAwait(false) is { } key)
        {
            var of = SessionId.Parse(key).Endpoint;
            foreach (var span in KeySpan.Of(of, user, prefix))
                if (span.StartingAt(from) is { } rest)
                    yield return rest;
            from = KeySpan.Next(of);
        }
    }
}
