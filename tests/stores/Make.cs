using System.Text;
using TockOrleans.Messages;

namespace TockOrleans.Stores.Tests;

/// <summary>Sessions, rows and entries as tests like to write them.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2030, 5, 6, 12, 0, 0, TimeSpan.Zero);

    public static SessionId Session(string user, string? thread = null, string endpoint = "web") =>
        SessionId.TryCreate(Endpoint(endpoint), user, thread, out var id)
            ? id
            : throw new InvalidOperationException("not a session");

    public static EndpointId Endpoint(string endpoint = "web") => new("app", "bot", endpoint);

    public static EventKey Key(string eventId) => EventKey.Of(eventId);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static SessionRow Row(
        long version, string state = "{}", long nextSeq = 1, DateTimeOffset? due = null) =>
        new(version, Bytes(state), "to", Noon, nextSeq, due);

    public static Entry Event(
        long seq, string id, EntryStatus status = EntryStatus.Done, string body = "in") =>
        new(seq, seq, status, 0, Noon, Bytes(body), Key(id));

    public static Entry Reply(
        long seq, long turn, EntryStatus status = EntryStatus.Pending, string body = "out") =>
        new(seq, turn, status, 0, Noon, Bytes(body));

    public static SessionCommit First(SessionId session, params Entry[] added) =>
        new(session, 0, Row(1, nextSeq: added.Length + 1), added, []);

    public static SessionCommit Next(
        SessionId session, long handle, long version, params Entry[] added) =>
        new(session, handle, Row(version), added, []);

    /// <summary>Commits and returns the handle; anything but success fails the test.</summary>
    public static async Task<long> Must(this ISessionStore store, SessionCommit commit) =>
        Assert.IsType<CommitResult.Committed>(await store.Commit(commit)).Handle;

    /// <summary>Marks replies; anything but success fails the test.</summary>
    public static async Task Must(this ISessionStore store, SessionMarks marks) =>
        Assert.Equal(
            new CommitResult.Committed(marks.Handle), await store.Mark(marks));

    /// <summary>
    /// An entry as text, so that two of them compare and a difference can be read.
    /// </summary>
    public static string Show(Entry entry) =>
        $"{entry.Seq} turn {entry.Turn} {entry.Status} x{entry.Attempts} {entry.At:O}"
        + $" '{Encoding.UTF8.GetString(entry.Body)}' {entry.Key} {entry.VendorId}"
        + $" parts {entry.Parts} {entry.Reason ?? "no reason"}";

    public static string[] Show(IEnumerable<Entry> entries) => [.. entries.Select(Show)];

    public static string Show(SessionRow? row) => row is null
        ? "none"
        : $"v{row.Version} '{Encoding.UTF8.GetString(row.State)}' {row.ReplyAddress}"
            + $" {row.LastUserAt:O} next {row.NextSeq} due {row.Due:O} paused {row.PausedUntil:O}";

    public static long[] Seqs(IEnumerable<Entry> entries) => [.. entries.Select(e => e.Seq)];
}
