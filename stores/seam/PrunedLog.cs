namespace TockOrleans.Stores;

/// <summary>What a step of pruning did.</summary>
/// <param name="Entries">How many entries it removed.</param>
/// <param name="Silent">
/// Sessions whose user was last heard of before, of which nothing is left in the log, and which
/// are not paused: their rows are still there, for whoever holds one in memory would write it anew.
/// </param>
/// <param name="Next">Where to go on; null: that was all.</param>
public sealed record PrunedLog(int Entries, IReadOnlyList<SilentSession> Silent, long? Next);
