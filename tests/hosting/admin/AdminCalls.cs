using System.Text;

namespace TockOrleans.Hosting.Tests.Admin;

/// <summary>A way to call every operation of the administration, by its name.</summary>
internal static class AdminCalls
{
    public const string Endpoint = "endpoints/app/echo/shop";

    private const string Broadcast = "broadcasts/app/echo/strike";

    /// <summary>A session there is none of; every one that is named so is not found.</summary>
    public static readonly string NoSession = Opaque("app/echo/web/nobody");

    /// <summary>
    /// Each operation's path, and a body for those that take one; the server knows nothing but
    /// what it starts with.
    /// </summary>
    public static readonly Dictionary<string, (string Path, string? Body)> All = new()
    {
        ["listConnectors"] = ("connectors", null),
        ["listEndpoints"] = ("endpoints", null),
        ["listHealth"] = ("endpoints/health", null),
        ["getEndpoint"] = (Endpoint, null),
        ["putEndpoint"] = (Endpoint, """{"type":"vault","settings":{"signingSecret":"s3cret-1"}}"""),
        ["deleteEndpoint"] = (Endpoint, null),
        ["getHealth"] = (Endpoint + "/health", null),
        ["testEndpoint"] = (Endpoint + "/test", null),
        ["changeSecrets"] = (Endpoint + "/secrets", """{"secrets":{"signingSecret":"s3cret-2"}}"""),
        ["listAccounts"] = (Endpoint + "/accounts", null),
        ["listDeadLetters"] = (Endpoint + "/dead-letters", null),
        ["replayDeadLetters"] = (Endpoint + "/dead-letters/replay", """{"all":true}"""),
        ["talk"] = (Endpoint + "/talk", """{"user":"nobody","text":"hi"}"""),
        ["listSessions"] = ("sessions", null),
        ["getSession"] = ($"sessions/{NoSession}", null),
        ["pauseSession"] = ($"sessions/{NoSession}/pause", """{"minutes":5}"""),
        ["resumeSession"] = ($"sessions/{NoSession}/resume", null),
        ["listLog"] = ("log?endpoint=app/echo/web", null),
        ["listAudit"] = ("audit", null),
        ["exportPerson"] = ("persons/export?user=nobody", null),
        ["erasePersons"] = (
            "persons/erase", """{"users":[{"endpoint":"app/echo/web","user":"nobody"}]}"""),
        ["getErasure"] = ("persons/erasures/0123456789abcdef0123456789abcdef", null),
        ["say"] = (
            "messages",
            """{"endpoint":"app/echo/web","users":["nobody"],"messages":[{"kind":"text","text":"hi"}]}"""),
        ["listBroadcasts"] = ("broadcasts", null),
        ["createBroadcast"] = (
            "broadcasts",
            """{"namespace":"app","bot":"echo","id":"news","endpoints":["web"],"story":"s"}"""),
        ["getBroadcast"] = (Broadcast, null),
        ["changeBroadcast"] = (Broadcast, """{"rate":5}"""),
        ["deleteBroadcast"] = (Broadcast, null),
        ["startBroadcast"] = (Broadcast + "/start", null),
        ["pauseBroadcast"] = (Broadcast + "/pause", null),
        ["resumeBroadcast"] = (Broadcast + "/resume", null),
        ["cancelBroadcast"] = (Broadcast + "/cancel", null),
        ["listRecipients"] = (Broadcast + "/recipients", null),
        ["putAudience"] = (Broadcast + "/audience", ""),
        ["getOpenApi"] = ("openapi.json", null),
    };

    public static string Opaque(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text))
        .TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
