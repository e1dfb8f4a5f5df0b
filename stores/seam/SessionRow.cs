namespace TockOrleans.Stores;

/// <summary>A session's row.</summary>
/// <param name="Version">1 with the first commit, one more with each.</param>
/// <param name="State">The dialog state, the grain's own JSON, schema version inside.</param>
/// <param name="ReplyAddress">Where replies go, the connector's own JSON.</param>
/// <param name="LastUserAt">When the user last wrote, by our clock.</param>
/// <param name="NextSeq">The next entry's sequence number; the first is 1.</param>
/// <param name="Due">When somebody must look at what is left to do; null: nothing is left.</param>
/// <param name="PausedUntil">Until when the bot is silent; null: it is not.</param>
public sealed record SessionRow(
    long Version,
    byte[] State,
    string? ReplyAddress,
    DateTimeOffset LastUserAt,
    long NextSeq,
    DateTimeOffset? Due,
    DateTimeOffset? PausedUntil = null);
