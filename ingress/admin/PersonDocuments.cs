using System.Text.Json;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Ingress.Admin;

/// <summary>Whom to erase.</summary>
internal sealed record EraseOrder(IReadOnlyList<UserDocument>? Users = null);

/// <summary>A user of one endpoint.</summary>
internal sealed record UserDocument(string? Endpoint = null, string? User = null);

/// <summary>
/// How far an erasure is. Sessions are gone as they are counted; scrubbed: their bytes have left
/// the store's files, too. What failed is erased by erasing again.
/// </summary>
internal sealed record ErasureDocument(
    string Id,
    bool Done,
    int Persons,
    int Sessions,
    int Failed,
    bool Scrubbed,
    string? Problem);

/// <summary>
/// A line of an export: a session, an entry of its log, and at the end the counts; an export
/// without its end is not whole.
/// </summary>
internal sealed record ExportLine(
    string Kind,
    string? Name = null,
    SessionDocument? Session = null,
    JsonElement? State = null,
    string? ReplyAddress = null,
    LogEntryDocument? Entry = null,
    int? Sessions = null,
    long? Entries = null);

/// <summary>A page of the audit, and what <c>after</c> of the next page is.</summary>
internal sealed record AuditDocument(IReadOnlyList<AuditEntryDocument> Entries, string? Next);

/// <summary>What somebody did; persons stand as pseudonyms.</summary>
internal sealed record AuditEntryDocument(
    long Id,
    DateTimeOffset At,
    string Who,
    string Role,
    string What,
    string Target,
    string Outcome)
{
    public static AuditEntryDocument Of(AuditInfo entry) => new(
        entry.Id, entry.At, entry.Who, entry.Role, entry.What, entry.Target, entry.Outcome);
}
