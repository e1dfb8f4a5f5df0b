using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>
/// What became of some replies of a session. Marks are no version of it: they are written whatever
/// the version on disk is, and change nothing that a newer version wrote.
/// </summary>
/// <param name="Session">The session.</param>
/// <param name="Handle">The store's own name of it.</param>
/// <param name="Marks">The replies, at most one mark for each.</param>
/// <param name="Version">The version that <paramref name="Due"/> was reckoned from.</param>
/// <param name="Due">
/// When somebody must look at what is left; null: nothing is left. Written only where the version
/// on disk is <paramref name="Version"/>: a newer one has its own.
/// </param>
public sealed record SessionMarks(
    SessionId Session,
    long Handle,
    IReadOnlyList<EntryMark> Marks,
    long Version,
    DateTimeOffset? Due)
{
    /// <summary>The version of no session: <see cref="Due"/> stays as it is.</summary>
    public const long KeepDue = 0;
}
