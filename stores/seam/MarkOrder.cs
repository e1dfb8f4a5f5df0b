namespace TockOrleans.Stores;

/// <summary>
/// The order of a delivery's statuses: marks arrive late and twice, and none takes a reply back
/// from where it is. A mark that does not fit is passed over.
/// </summary>
public static class MarkOrder
{
    private const int Pending = 1 << (int)EntryStatus.Pending;
    private const int Unsent = Pending | (1 << (int)EntryStatus.Armed);
    private const int Sent = 1 << (int)EntryStatus.Sent;
    private const int Delivered = 1 << (int)EntryStatus.Delivered;
    private const int Dead = 1 << (int)EntryStatus.Dead;

    /// <summary>
    /// The statuses an entry may have for a mark to change it: bit n stands for the status with the
    /// number n. 0: no mark leads there.
    /// </summary>
    public static int Before(EntryStatus next) => next switch
    {
        // Not from armed: a late mark must not hide an attempt that was begun after it. Only a
        // version of the session disarms.
        EntryStatus.Pending => Pending,
        EntryStatus.Sent or EntryStatus.Expired => Unsent,
        // The channel may say afterwards that it did not get through, after all.
        EntryStatus.Dead => Unsent | Sent | Delivered,
        // … or that a letter given up because its outcome was unknown had arrived.
        EntryStatus.Delivered => Unsent | Sent | Dead,
        EntryStatus.Read => Unsent | Sent | Dead | Delivered,
        _ => 0,
    };

    /// <summary>Whether an entry of one status may be marked as another.</summary>
    public static bool Allows(EntryStatus from, EntryStatus next) =>
        ((Before(next) >> (int)from) & 1) == 1;
}
