namespace TockOrleans.Stores;

/// <summary>An event a session had.</summary>
/// <param name="Seq">Its place in the session's order.</param>
/// <param name="Key">Its key.</param>
/// <param name="Status">How far it is.</param>
public readonly record struct RecentEvent(long Seq, EventKey Key, EntryStatus Status);
