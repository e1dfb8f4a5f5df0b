using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>Sessions in the administration: found, looked at, paused.</summary>
public sealed class SessionAdmin(IClusterClient cluster, TimeProvider clock)
{
    private static readonly TimeSpan PauseMax = TimeSpan.FromDays(366);

    internal async Task List(HttpContext http)
    {
        var query = new AdminQuery(http.Request.Query);
        var search = new SessionSearch(
            query.Endpoint(),
            query.User("user"),
            query.User("prefix"),
            query.Time("since"),
            query.Time("before"),
            query.After(),
            query.Limit(IConversations.PageMax));
        if (search is { User: not null, UserPrefix: not null })
            query.Wrong("give either user or prefix");
        if (query.Problem is { } problem)
        {
            await AdminAnswers.Refuse(http, 400, problem);
            return;
        }
        var found = await Conversations.FindSessions(search);
        await AdminAnswers.Write(
            http,
            new SessionsDocument(
                [.. found.Sessions.Select(SessionDocument.Of)],
                found.Next is { } next ? AdminQuery.Opaque(next) : null),
            AdminJson.Readable.SessionsDocument);
    }

    internal async Task Get(HttpContext http)
    {
        var query = new AdminQuery(http.Request.Query);
        var after = query.Number("after") ?? 0;
        var limit = query.Limit(IConversations.PageMax);
        if (query.Problem is { } problem)
            await AdminAnswers.Refuse(http, 400, problem);
        else if (await Find(http) is { } found)
        {
            // What was said, and what the bot remembers of it, is for those who may read it.
            var mayRead = AdminCall.Of(http).Caller.Has(AdminRole.Privacy);
            var log = mayRead
                ? await Conversations.ReadLog(found.Info.Session, after, limit)
                : [];
            await AdminAnswers.Write(
                http,
                new SessionDetailDocument(
                    SessionDocument.Of(found.Info),
                    mayRead ? AdminAnswers.Json(found.State) : null,
                    mayRead ? [.. log.Select(LogEntryDocument.Of)] : null,
                    log.Count == limit ? log[^1].Seq : null),
                AdminJson.Readable.SessionDetailDocument);
        }
    }

    internal async Task Pause(HttpContext http)
    {
        if (await AdminAnswers.Read(http, AdminJson.Default.PauseOrder) is not { } order)
            return;
        var now = clock.GetUtcNow();
        var until = order switch
        {
            { Until: { } time, Minutes: null } => time,
            { Until: null, Minutes: > 0 and <= 1_000_000 and var minutes } =>
                now.AddMinutes(minutes),
            _ => (DateTimeOffset?)null,
        };
        if (until is not { } end || end <= now || end > now + PauseMax)
            await AdminAnswers.Refuse(
                http,
                400,
                "give either until, a time to come, or minutes, a number; a year at the most");
        else if (await Find(http) is { } found)
            await Answer(http, found, await Grain(found).Pause(end), end);
    }

    internal async Task Resume(HttpContext http)
    {
        if (await Find(http) is { } found)
            await Answer(http, found, await Grain(found).Resume(), until: null);
    }

    private static Task Answer(
        HttpContext http, SessionDetail found, bool done, DateTimeOffset? until) => done
            ? AdminAnswers.Write(
                http,
                new PauseDocument(found.Info.Session, until),
                AdminJson.Readable.PauseDocument)
            : AdminAnswers.Refuse(http, 503, "it could not be written; try again");

    // The session an address names; null: the request is answered.
    private async Task<SessionDetail?> Find(HttpContext http)
    {
        if (AdminQuery.Session((string)http.Request.RouteValues["session"]!) is not { } name)
        {
            await AdminAnswers.Refuse(
                http, 400, "the session must be the member 'id' of a session, or the base64url of"
                + " its name");
            return null;
        }
        var id = SessionId.Parse(name);
        var call = AdminCall.Of(http);
        call.Target = id.Endpoint.ToString();
        call.Persons = [new PersonName(id.Endpoint.ToString(), id.User)];
        if (await Conversations.Read(name) is { } found)
            return found;
        await AdminAnswers.Refuse(http, 404, "there is no such session");
        return null;
    }

    private IUserSession Grain(SessionDetail found) =>
        cluster.GetGrain<IUserSession>(found.Info.Session);

    private IConversations Conversations => cluster.GetGrain<IConversations>(0);
}
