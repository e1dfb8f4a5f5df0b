namespace TockOrleans.Ingress.Admin;

/// <summary>The operations on sessions, the log, persons and the audit.</summary>
internal static class ConversationOperations
{
    private const string Session = "/sessions/{session}";

    private static readonly AdminParameter Endpoint = new("endpoint", "namespace/bot/id.");
    private static readonly AdminParameter User = new("user", "The user's id on its endpoint.");
    private static readonly AdminParameter After =
        new("after", "The member 'next' of the page before.");

    private static readonly AdminParameter Limit =
        new("limit", "The most to return; 100.", "integer");

    public static IEnumerable<AdminOperation> Of(SessionAdmin sessions) =>
    [
        new(
            "listSessions", "GET", "/sessions", AdminRole.Viewer,
            "Sessions by endpoint and user; a page may be empty though others follow.",
            sessions.List)
        {
            Query =
            [
                Endpoint,
                User,
                new("prefix", "The beginning of users' ids."),
                Time("since", "Only where the user wrote then or later."),
                Time("before", "Only where the user last wrote before."),
                After,
                Limit,
            ],
            Answer = AdminJson.Readable.SessionsDocument,
        },
        new(
            "getSession", "GET", Session, AdminRole.Viewer,
            "One session; with the role privacy its state and a page of its log, too.",
            sessions.Get)
        {
            Query = [After with { Type = "integer" }, Limit],
            Answer = AdminJson.Readable.SessionDetailDocument,
            Errors = [404],
        },
        new(
            "pauseSession", "POST", Session + "/pause", AdminRole.Operator,
            "The bot is silent until a time, or for so many minutes.", sessions.Pause)
        {
            Body = AdminJson.Readable.PauseOrder,
            Answer = AdminJson.Readable.PauseDocument,
            Errors = [404, 415],
        },
        new(
            "resumeSession", "POST", Session + "/resume", AdminRole.Operator,
            "The bot goes on with the user's next event.", sessions.Resume)
        {
            Answer = AdminJson.Readable.PauseDocument,
            Errors = [404],
        },
    ];

    public static IEnumerable<AdminOperation> Of(LogAdmin log) =>
    [
        new(
            "listLog", "GET", "/log", AdminRole.Privacy,
            "The conversation log of an endpoint or a user, by session, in order.", log.List)
        {
            Query =
            [
                Endpoint,
                User,
                new("day", "A day of UTC.", Format: "date"),
                Time("from", "Entries written then or later."),
                Time("to", "Entries written before."),
                After,
                Limit,
            ],
            Answer = AdminJson.Readable.LogDocument,
            Audited = true,
        },
        new(
            "listAudit", "GET", "/audit", AdminRole.Admin,
            "Who did what, the latest first; persons stand as pseudonyms.", log.Audit)
        {
            Query = [After, Limit],
            Answer = AdminJson.Readable.AuditDocument,
        },
    ];

    public static IEnumerable<AdminOperation> Of(PersonAdmin persons) =>
    [
        new(
            "exportPerson", "GET", "/persons/export", AdminRole.Privacy,
            "All there is of a user, as lines of JSON; the last line is the end.",
            persons.Export)
        {
            // It is written down before the first line leaves.
            Query = [Endpoint, User with { Required = true }],
            Answer = AdminJson.Readable.ExportLine,
            AnswerType = "application/x-ndjson",
        },
        new(
            "erasePersons", "POST", "/persons/erase", AdminRole.Privacy,
            "Erases users; safe to repeat. 202: it goes on, ask at Location.", persons.Erase)
        {
            Body = AdminJson.Readable.EraseOrder,
            Answer = AdminJson.Readable.ErasureDocument,
            Success = [200, 202],
            Errors = [404, 415],
            // The erasure writes down its begin and its end itself.
            Audited = false,
        },
        new(
            "getErasure", "GET", "/persons/erasures/{erasure}", AdminRole.Privacy,
            "How far an erasure is; known for an hour, on nodes that live.", persons.Progress)
        {
            Answer = AdminJson.Readable.ErasureDocument,
            Success = [200, 202],
            Errors = [404],
        },
    ];

    private static AdminParameter Time(string name, string help) =>
        new(name, help, Format: "date-time");
}
