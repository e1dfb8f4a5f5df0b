using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>What a person may ask for: all there is of them, and that it goes.</summary>
public sealed class PersonAdmin(AdminGate gate, IClusterClient cluster, TimeProvider clock)
{
    private const int PageSize = 200;

    // How long a request waits for an erasure before it is told to ask again.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(50);

    internal async Task Export(HttpContext http)
    {
        var query = new AdminQuery(http.Request.Query);
        var (endpoint, user) = (query.Endpoint(), query.User("user"));
        if (user is null)
            query.Wrong("user must be given");
        if (query.Problem is { } problem)
        {
            await AdminAnswers.Refuse(http, 400, problem);
            return;
        }
        var conversations = cluster.GetGrain<IConversations>(0);
        var search = new SessionSearch(endpoint, user, Limit: PageSize);
        var page = await conversations.FindSessions(search);
        var call = AdminCall.Of(http);
        call.Target = endpoint ?? string.Empty;
        call.Persons = [.. page.Sessions
            .Select(found => SessionId.Parse(found.Session).Endpoint.ToString())
            .Distinct(StringComparer.Ordinal)
            .Select(of => new PersonName(of, user!))];
        // Before the first byte leaves: a stream cannot be taken back.
        await gate.Audit(call, $"{page.Sessions.Count} sessions and more begun");
        http.Response.ContentType = "application/x-ndjson; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var (sessions, entries) = (0, 0L);
        for (; ; page = await conversations.FindSessions(search with { After = page.Next }))
        {
            foreach (var found in page.Sessions)
            {
                entries += await Export(http, conversations, found.Session);
                sessions++;
            }
            if (page.Next is null)
                break;
        }
        // Whoever does not find this line last has not got everything.
        await Line(http, new ExportLine("end", Sessions: sessions, Entries: entries));
    }

    internal async Task Erase(HttpContext http)
    {
        if (await AdminAnswers.Read(http, AdminJson.Default.EraseOrder) is not { } order)
            return;
        if (Problem(order) is { } problem)
        {
            await AdminAnswers.Refuse(http, 400, problem);
            return;
        }
        var caller = AdminCall.Of(http).Caller;
        var id = Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture);
        var erasure = cluster.GetGrain<IErasure>(id);
        await erasure.Begin(new ErasureOrder(
            [.. order.Users!.Select(user => new PersonName(user.Endpoint!, user.User!)).Distinct()],
            caller.Name,
            AdminRoles.Write(AdminRole.Privacy)));
        var begun = clock.GetTimestamp();
        var progress = await erasure.GetProgress();
        while (progress is { Done: false } && clock.GetElapsedTime(begun) < AnswerWithin)
        {
            await Task.Delay(AskEvery, clock, http.RequestAborted);
            progress = await erasure.GetProgress();
        }
        await Answer(http, id, progress);
    }

    internal async Task Progress(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["erasure"]!;
        if (!Guid.TryParseExact(id, "n", out _))
            await AdminAnswers.Refuse(http, 400, "the erasure must be the member 'id' of one");
        else
            await Answer(http, id, await cluster.GetGrain<IErasure>(id).GetProgress());
    }

    private static Task Answer(HttpContext http, string id, ErasureProgress? progress)
    {
        if (progress is null)
            return AdminAnswers.Refuse(
                http, 404, "no such erasure is known any more; to be sure, erase again");
        if (!progress.Done)
            http.Response.Headers.Location = $"/admin/api/persons/erasures/{id}";
        return AdminAnswers.Write(
            http,
            new ErasureDocument(
                id,
                progress.Done,
                progress.Persons,
                progress.Sessions,
                progress.Failed,
                progress.Scrubbed,
                progress.Problem),
            AdminJson.Readable.ErasureDocument,
            progress.Done ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    private static string? Problem(EraseOrder order)
    {
        if (order.Users is not { Count: >= 1 and <= IErasure.PersonsMax } users)
            return $"users must have 1 to {IErasure.PersonsMax} members";
        for (var at = 0; at < users.Count; at++)
            if (!EndpointId.TryParse(users[at]?.Endpoint, out var endpoint)
                || !SessionId.TryCreate(endpoint, users[at].User, null, out _))
                return $"users:{at} must have an endpoint (namespace/bot/id) and a user";
        return null;
    }

    private static async Task<long> Export(
        HttpContext http, IConversations conversations, string session)
    {
        if (await conversations.Read(session) is not { } found)
            return 0; // Erased meanwhile.
        await Line(http, new ExportLine(
            "session",
            session,
            Session: SessionDocument.Of(found.Info),
            State: AdminAnswers.Json(found.State),
            ReplyAddress: found.ReplyAddress));
        long count = 0;
        long after = 0;
        while (await conversations.ReadLog(session, after, PageSize) is { Count: > 0 } page)
        {
            foreach (var entry in page)
                await Line(http, new ExportLine(
                    "entry", session, Entry: LogEntryDocument.Of(entry)));
            count += page.Count;
            after = page[^1].Seq;
        }
        return count;
    }

    private static async Task Line(HttpContext http, ExportLine line)
    {
        JsonSerializer.Serialize(
            new Utf8JsonWriter(http.Response.BodyWriter), line, AdminJson.Readable.ExportLine);
        http.Response.BodyWriter.Write("\n"u8);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
