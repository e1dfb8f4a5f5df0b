namespace TockOrleans.Stores;

/// <summary>How far the delivery of one reply is.</summary>
/// <param name="Seq">The reply.</param>
/// <param name="Status">
/// Its status from now on; what an entry may become is in <see cref="MarkOrder"/>.
/// </param>
/// <param name="Attempts">How often it was sent; never fewer than before.</param>
/// <param name="Parts">How many of its payloads the channel has; never fewer.</param>
/// <param name="VendorId">The channel's id of it; null: as it was.</param>
/// <param name="Reason">Why it is dead; null: as it was.</param>
public sealed record EntryMark(
    long Seq,
    EntryStatus Status,
    int Attempts,
    int Parts = 0,
    string? VendorId = null,
    string? Reason = null);
