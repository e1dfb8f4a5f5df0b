using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>A session's next version: written whole or not at all.</summary>
/// <param name="Session">The session.</param>
/// <param name="Handle">The store's own name of it, from the snapshot or the last commit.</param>
/// <param name="Row">The row from now on; its version is the one on disk plus one.</param>
/// <param name="Added">New entries, in order.</param>
/// <param name="Changed">Entries already on disk that change.</param>
public sealed record SessionCommit(
    SessionId Session,
    long Handle,
    SessionRow Row,
    IReadOnlyList<Entry> Added,
    IReadOnlyList<EntryChange> Changed);
