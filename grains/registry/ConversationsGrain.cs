using Orleans.Concurrency;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Registry;

/// <summary>Asks the store; keeps nothing, so there is one wherever somebody asks.</summary>
[StatelessWorker]
internal sealed class ConversationsGrain(ISessionStore store, IConversationArchive archive)
    : Grain, IConversations
{
    /// <inheritdoc/>
    public async Task<SessionList> FindSessions(SessionSearch search)
    {
        var page = await archive.FindSessions(new SessionQuery(
            Endpoint(search.Endpoint),
            search.User,
            search.UserPrefix,
            search.SeenSince,
            search.SeenBefore,
            search.After is { } after ? SessionId.Parse(after) : null,
            Clamp(search.Limit)));
        return new SessionList([.. page.Sessions.Select(Show)], page.Next?.ToString());
    }

    /// <inheritdoc/>
    public async Task<LogList> FindLog(LogSearch search)
    {
        var page = await archive.FindLog(new LogQuery(
            Endpoint(search.Endpoint),
            search.User,
            search.From,
            search.To,
            search.AfterSession is { } after
                ? new LogPlace(SessionId.Parse(after), search.AfterSeq)
                : null,
            Clamp(search.Limit)));
        return new LogList(
            [.. page.Entries.Select(found => Show(found.Session.ToString(), found.Entry))],
            page.Next?.Session.ToString(),
            page.Next?.Seq ?? 0);
    }

    /// <inheritdoc/>
    public async Task<SessionDetail?> Read(string session)
    {
        var found = await store.Load(SessionId.Parse(session), recentEvents: 0);
        return found.Row is not { } row
            ? null
            : new SessionDetail(
                new SessionInfo(
                    session,
                    row.Version,
                    row.LastUserAt,
                    row.NextSeq - 1,
                    found.Unfinished.Count,
                    row.Due,
                    row.PausedUntil),
                row.State,
                row.ReplyAddress);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LogInfo>> ReadLog(string session, long after, int limit) =>
    [
        .. (await store.ReadLog(SessionId.Parse(session), after, Clamp(limit)))
            .Select(entry => Show(session, entry)),
    ];

    private static EndpointId? Endpoint(string? name) =>
        name is null ? null : EndpointId.Parse(name);

    private static int Clamp(int limit) => Math.Clamp(limit, 1, IConversations.PageMax);

    private static SessionInfo Show(SessionSummary found) => new(
        found.Session.ToString(),
        found.Version,
        found.LastUserAt,
        found.Entries,
        found.Backlog,
        found.Due,
        found.PausedUntil);

    private static LogInfo Show(string session, Entry entry) => new(
        session,
        entry.Seq,
        entry.Turn,
        entry.IsEvent,
        entry.Status.ToString(),
        entry.Attempts,
        entry.At,
        entry.VendorId,
        entry.Reason,
        entry.Body);
}
