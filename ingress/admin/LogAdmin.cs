using Microsoft.AspNetCore.Http;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Ingress.Admin;

/// <summary>The conversation log and the audit in the administration.</summary>
public sealed class LogAdmin(IClusterClient cluster)
{
    internal async Task List(HttpContext http)
    {
        var query = new AdminQuery(http.Request.Query);
        var (session, seq) = query.Place();
        var day = query.Day();
        var (from, to) = (query.Time("from"), query.Time("to"));
        if (day is not null && (from ?? to) is not null)
            query.Wrong("give either day, or from and to");
        var search = new LogSearch(
            query.Endpoint(),
            query.User("user"),
            day?.From ?? from,
            day?.To ?? to,
            session,
            seq,
            query.Limit(IConversations.PageMax));
        if (search is { Endpoint: null, User: null })
            query.Wrong("endpoint or user must be given");
        if (query.Problem is { } problem)
        {
            await AdminAnswers.Refuse(http, 400, problem);
            return;
        }
        var call = AdminCall.Of(http);
        call.Target = search.Endpoint ?? string.Empty;
        if (search is { Endpoint: { } endpoint, User: { } user })
            call.Persons = [new PersonName(endpoint, user)];
        var found = await cluster.GetGrain<IConversations>(0).FindLog(search);
        call.Outcome = $"{found.Entries.Count} entries";
        await AdminAnswers.Write(
            http,
            new LogDocument(
                [.. found.Entries.Select(LogEntryDocument.Of)],
                found.NextSession is { } next ? AdminQuery.Opaque(next, found.NextSeq) : null),
            AdminJson.Readable.LogDocument);
    }

    internal async Task Audit(HttpContext http)
    {
        var query = new AdminQuery(http.Request.Query);
        var after = query.Number("after");
        var limit = query.Limit(IAuditTrail.PageMax);
        if (query.Problem is { } problem)
        {
            await AdminAnswers.Refuse(http, 400, problem);
            return;
        }
        var found = await cluster.GetGrain<IAuditTrail>(0).List(after, limit);
        await AdminAnswers.Write(
            http,
            new AuditDocument(
                [.. found.Select(AuditEntryDocument.Of)],
                found.Count == limit
                    ? found[^1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    : null),
            AdminJson.Readable.AuditDocument);
    }
}
