namespace TockOrleans.Stores;

/// <summary>What becomes of an entry already on disk.</summary>
/// <param name="Seq">The entry.</param>
/// <param name="Status">Its status from now on.</param>
/// <param name="Attempts">Its attempts from now on.</param>
/// <param name="Turn">The turn whose answer carries it from now on; null: as it was.</param>
public sealed record EntryChange(long Seq, EntryStatus Status, int Attempts, long? Turn = null);
