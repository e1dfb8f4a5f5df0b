using Microsoft.AspNetCore.Http;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>The operations on connectors, endpoints and their dead letters.</summary>
internal static class EndpointOperations
{
    private const string Path = "/endpoints/{namespace}/{bot}/{id}";

    public delegate Task EndpointHandler(HttpContext http, EndpointId id);

    public static IEnumerable<AdminOperation> Of(EndpointAdmin endpoints) =>
    [
        new(
            "listConnectors", "GET", "/connectors", AdminRole.Viewer,
            "The connectors, with what an endpoint of each is told: enough to draw a form.",
            endpoints.Connectors)
        {
            Answer = AdminJson.Readable.ConnectorsDocument,
        },
        new(
            "listEndpoints", "GET", "/endpoints", AdminRole.Viewer,
            "All endpoints, those of the configuration too.", endpoints.List)
        {
            Answer = AdminJson.Readable.EndpointsDocument,
        },
        On("getEndpoint", "GET", "", AdminRole.Viewer,
            "One endpoint; secrets say only whether they are set.", endpoints.Get) with
        {
            Answer = AdminJson.Readable.EndpointDocument,
        },
        On("putEndpoint", "PUT", "", AdminRole.Admin,
            "Writes an endpoint, a new one or in place of the one of that name.",
            endpoints.Put) with
        {
            Body = AdminJson.Readable.EndpointChange,
            Answer = AdminJson.Readable.EndpointDocument,
            Success = [200, 201],
            Errors = [409, 412, 415, 507],
        },
        On("deleteEndpoint", "DELETE", "", AdminRole.Admin,
            "Removes an endpoint; its conversations stay.", endpoints.Delete) with
        {
            Success = [204],
            Errors = [404, 409, 412],
        },
        On("getHealth", "GET", "/health", AdminRole.Viewer,
            "How one endpoint is.", endpoints.Health) with
        {
            Answer = AdminJson.Readable.HealthDocument,
        },
    ];

    public static IEnumerable<AdminOperation> Of(EndpointCare care) =>
    [
        new(
            "listHealth", "GET", "/endpoints/health", AdminRole.Viewer,
            "How all endpoints are, and how much waits to be sent.", care.Overview)
        {
            Answer = AdminJson.Readable.OverviewDocument,
        },
        On("testEndpoint", "POST", "/test", AdminRole.Operator,
            "Asks the channel whether the endpoint's credentials work; sends nothing.",
            care.Test) with
        {
            Answer = AdminJson.Readable.CheckDocument,
            Errors = [404, 501],
        },
        On("changeSecrets", "POST", "/secrets", AdminRole.Admin,
            "Changes the secrets that are named; everything else stays.",
            care.ChangeSecrets) with
        {
            Body = AdminJson.Readable.SecretsChange,
            Answer = AdminJson.Readable.EndpointDocument,
            Errors = [404, 409, 412, 415],
        },
    ];

    public static IEnumerable<AdminOperation> Of(AccountAdmin accounts) =>
    [
        On("listAccounts", "GET", "/accounts", AdminRole.Viewer,
            "The accounts (workspaces …) the endpoint's app was installed in; no tokens.",
            accounts.List) with
        {
            Query =
            [
                new("after", "The member 'next' of the page before."),
                new("limit", "The most to return; 100.", "integer"),
            ],
            Answer = AdminJson.Readable.AccountsDocument,
        },
    ];

    public static IEnumerable<AdminOperation> Of(DeadLetterAdmin letters) =>
    [
        On("listDeadLetters", "GET", "/dead-letters", AdminRole.Operator,
            "Replies of an endpoint that were given up, with their messages.",
            letters.List) with
        {
            Query =
            [
                new("reason", "Only those with this word, or this word and a code."),
                new("after", "The member 'next' of the page before."),
                new("limit", "The most to return; 100.", "integer"),
            ],
            Answer = AdminJson.Readable.DeadLettersDocument,
        },
        On("replayDeadLetters", "POST", "/dead-letters/replay", AdminRole.Operator,
            "Queues one dead letter anew, those with a reason, or all; a thousand at most.",
            letters.Replay) with
        {
            Body = AdminJson.Readable.ReplayOrder,
            Answer = AdminJson.Readable.ReplayedDocument,
            Errors = [404, 415],
        },
    ];

    public static IEnumerable<AdminOperation> Of(TalkAdmin tests) =>
    [
        On("talk", "POST", "/talk", AdminRole.Operator,
            "Talks to the bot as a test user, and shows what any channel would get; sends nothing.",
            tests.Talk) with
        {
            Body = AdminJson.Readable.TalkOrder,
            Answer = AdminJson.Readable.TalkDocument,
            Errors = [404, 409, 415],
        },
    ];

    private static AdminOperation On(
        string id,
        string method,
        string below,
        AdminRole role,
        string summary,
        EndpointHandler handler) =>
        new(id, method, Path + below, role, summary, Named(handler)) { Errors = [404] };

    private static RequestDelegate Named(EndpointHandler handler) => http =>
    {
        var values = http.Request.RouteValues;
        var id = new EndpointId(
            (string)values["namespace"]!, (string)values["bot"]!, (string)values["id"]!);
        if (!id.IsValid)
            return AdminAnswers.Refuse(
                http,
                400,
                "namespace, bot and id must be 1 to 64 letters, digits, '.', '-' or '_'");
        AdminCall.Of(http).Target = id.ToString();
        return handler(http, id);
    };
}
