using Microsoft.AspNetCore.Http;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Ingress.Admin;

/// <summary>The operations of speaking first: messages to some users, and broadcasts.</summary>
internal static class ProactiveOperations
{
    /// <summary>What a broadcast's name must be.</summary>
    public const string BadName =
        "namespace, bot and id must be 1 to 64 letters, digits, '.', '-' or '_'";

    private const string Broadcast = "/broadcasts/{namespace}/{bot}/{id}";

    private delegate Task BroadcastHandler(HttpContext http, BroadcastId id);

    public static IEnumerable<AdminOperation> Of(ProactiveAdmin messages) =>
    [
        new(
            "say", "POST", "/messages", AdminRole.Operator,
            "Says something to a hundred users at most; the same id again changes nothing.",
            messages.Say)
        {
            Body = ProactiveJson.Readable.SayOrder,
            Answer = ProactiveJson.Readable.SaidDocument,
            Errors = [404, 415],
        },
    ];

    public static IEnumerable<AdminOperation> Of(BroadcastAdmin broadcasts) =>
    [
        new(
            "listBroadcasts", "GET", "/broadcasts", AdminRole.Viewer,
            "All broadcasts by name.", broadcasts.List)
        {
            Answer = ProactiveJson.Readable.BroadcastsDocument,
        },
        new(
            "createBroadcast", "POST", "/broadcasts", AdminRole.Operator,
            "Makes a broadcast; it says nothing before it is started.", broadcasts.Create)
        {
            Body = ProactiveJson.Readable.BroadcastOrder,
            Answer = ProactiveJson.Readable.BroadcastDocument,
            Success = [StatusCodes.Status201Created],
            Errors = [409, 415, 507],
        },
        On("getBroadcast", "GET", "", AdminRole.Viewer, "How far a broadcast is.",
            broadcasts.Get),
        On("changeBroadcast", "PATCH", "", AdminRole.Operator, "Changes its rate, at once.",
            broadcasts.Change) with
        {
            Body = ProactiveJson.Readable.BroadcastChange,
            Errors = [404, 415],
        },
        On("deleteBroadcast", "DELETE", "", AdminRole.Operator,
            "Forgets a draft, or one that nothing will change any more.",
            broadcasts.Remove) with
        {
            Answer = null,
            Success = [StatusCodes.Status204NoContent],
        },
        .. Steps(broadcasts),
    ];

    private static IEnumerable<AdminOperation> Steps(BroadcastAdmin broadcasts) =>
    [
        On("startBroadcast", "POST", "/start", AdminRole.Operator,
            "Starts it.", broadcasts.Start) with
        {
            Errors = [404, 409, 507],
        },
        On("pauseBroadcast", "POST", "/pause", AdminRole.Operator,
            "Says nothing more for now.", broadcasts.Pause),
        On("resumeBroadcast", "POST", "/resume", AdminRole.Operator,
            "Goes on.", broadcasts.Resume),
        On("cancelBroadcast", "POST", "/cancel", AdminRole.Operator,
            "Says nothing more, for good.", broadcasts.Cancel),
        On("listRecipients", "GET", "/recipients", AdminRole.Viewer,
            "Its recipients, and what became of it for each; a page may be empty though others"
            + " follow.",
            broadcasts.Recipients) with
        {
            Query =
            [
                new("outcome", "Only those of this outcome, as the progress counts them."),
                new("after", "The member 'next' of the page before."),
                new("limit", "The most to return; 100.", "integer"),
            ],
            Answer = ProactiveJson.Readable.RecipientsDocument,
            Errors = [404],
        },
    ];

    public static IEnumerable<AdminOperation> Of(AudienceAdmin audiences) =>
    [
        On("putAudience", "PUT", "/audience", AdminRole.Operator,
            "Gives it its recipients, a user a line, in place of those it had; streamed."
            + " text/csv or text/plain: ids; application/x-ndjson: texts, or objects with user,"
            + " thread, endpoint.",
            audiences.Put) with
        {
            Query = [new("endpoint", "Of whom a line names none; the one there is.")],
            BodyType = "text/csv",
            BodyMax = AudienceAdmin.FileMax,
            Answer = ProactiveJson.Readable.AudienceDocument,
            Errors = [404, 409, 415, 507],
        },
    ];

    private static AdminOperation On(
        string id,
        string method,
        string below,
        AdminRole role,
        string summary,
        BroadcastHandler handler) =>
        new(id, method, Broadcast + below, role, summary, Named(handler))
        {
            Answer = ProactiveJson.Readable.BroadcastDocument,
            Errors = [404, 409],
        };

    private static RequestDelegate Named(BroadcastHandler handler) => http =>
    {
        var values = http.Request.RouteValues;
        var id = new BroadcastId(
            (string)values["namespace"]!, (string)values["bot"]!, (string)values["id"]!);
        if (!id.IsValid)
            return AdminAnswers.Refuse(http, 400, BadName);
        AdminCall.Of(http).Target = id.ToString();
        return handler(http, id);
    };
}
