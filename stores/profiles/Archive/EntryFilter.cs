namespace TockOrleans.Stores;

/// <summary>Which entries of a range of sessions.</summary>
/// <param name="From">Milliseconds; entries of then or later.</param>
/// <param name="To">Milliseconds; entries before.</param>
/// <param name="AfterKey">Entries after this session's …</param>
/// <param name="AfterSeq">… entry.</param>
/// <param name="Limit">The most to return.</param>
internal readonly record struct EntryFilter(
    long From, long To, string AfterKey, long AfterSeq, int Limit)
{
    // Clocks of nodes differ: by the first and the last entry of a session it is judged only
    // roughly whether it has any of the time.
    private const long ClocksApart = 300_000;

    /// <summary>A session whose last entry is older has none.</summary>
    public long LastAtLeast => From <= long.MinValue + ClocksApart ? From : From - ClocksApart;

    /// <summary>A session whose first entry is not older has none.</summary>
    public long FirstBefore => To >= long.MaxValue - ClocksApart ? To : To + ClocksApart;
}
