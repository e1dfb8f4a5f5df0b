namespace TockOrleans.Stores;

/// <summary>Some entries of many.</summary>
/// <param name="Entries">
/// The entries; there may be none though others follow, where many sessions were looked at in vain.
/// </param>
/// <param name="Next">Where to go on; null: this was the last page.</param>
public sealed record LogPage(IReadOnlyList<LogEntry> Entries, LogPlace? Next);
