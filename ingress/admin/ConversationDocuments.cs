using System.Text.Json;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>A page of sessions, and what <c>after</c> of the next page is.</summary>
internal sealed record SessionsDocument(IReadOnlyList<SessionDocument> Sessions, string? Next);

/// <summary>
/// A session; its id is its name as it stands in addresses. <c>test</c>: its user is a test user;
/// missing: it is not.
/// </summary>
internal sealed record SessionDocument(
    string Id,
    string Session,
    long Version,
    DateTimeOffset LastUserAt,
    long Entries,
    int Backlog,
    DateTimeOffset? Due,
    DateTimeOffset? PausedUntil,
    bool? Test)
{
    /// <summary>Whether a session is a test user's; null: it is not.</summary>
    public static bool? IsTest(string session) => SessionId.Parse(session).IsTest ? true : null;

    public static SessionDocument Of(SessionInfo found) => new(
        AdminQuery.Opaque(found.Session),
        found.Session,
        found.Version,
        found.LastUserAt,
        found.Entries,
        found.Backlog,
        found.Due,
        found.PausedUntil,
        IsTest(found.Session));
}

/// <summary>
/// A session; with the role privacy also what the bot remembers and what was said, a page of it,
/// and what <c>after</c> of the next page is.
/// </summary>
internal sealed record SessionDetailDocument(
    SessionDocument Session,
    JsonElement? State,
    IReadOnlyList<LogEntryDocument>? Entries,
    long? Next);

/// <summary>A page of the conversation log, and what <c>after</c> of the next page is.</summary>
internal sealed record LogDocument(IReadOnlyList<LogEntryDocument> Entries, string? Next);

/// <summary>
/// An event or a reply; a body that is missing cannot be read. <c>test</c> as of its session.
/// </summary>
internal sealed record LogEntryDocument(
    string Session,
    long Seq,
    long Turn,
    string Kind,
    string Status,
    int Attempts,
    DateTimeOffset At,
    string? VendorId,
    string? Reason,
    JsonElement? Body,
    bool? Test)
{
    public static LogEntryDocument Of(LogInfo entry) => new(
        entry.Session,
        entry.Seq,
        entry.Turn,
        entry.IsEvent ? "event" : "reply",
        entry.Status,
        entry.Attempts,
        entry.At,
        entry.VendorId,
        entry.Reason,
        AdminAnswers.Json(entry.Body),
        SessionDocument.IsTest(entry.Session));
}

/// <summary>Until when the bot is to be silent: a time, or so many minutes from now.</summary>
internal sealed record PauseOrder(DateTimeOffset? Until = null, int? Minutes = null);

/// <summary>Until when the bot is silent; missing: it is not.</summary>
internal sealed record PauseDocument(string Session, DateTimeOffset? PausedUntil);
