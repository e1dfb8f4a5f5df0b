namespace TockOrleans.Stores;

/// <summary>What the pruning of the log asks of a profile.</summary>
internal interface IPruningTables
{
    /// <summary>The last of the next sessions; null: there are no more.</summary>
    Task<long?> LastOf(long after, int sessions);

    /// <summary>
    /// Removes entries that are old and finished. Sessions whose first entry is not old are passed
    /// over.
    /// </summary>
    /// <returns>How many it found, <paramref name="limit"/> at the most, and removed.</returns>
    Task<(int Found, int Removed)> Remove(PruningSpan span, int limit);

    /// <summary>Sessions without entries, of which nobody heard since.</summary>
    Task<List<SilentSession>> Silent(PruningSpan span);
}
