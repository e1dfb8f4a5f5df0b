using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>A session, without its state.</summary>
/// <param name="Session">Its name.</param>
/// <param name="Version">How often it was written.</param>
/// <param name="LastUserAt">When the user last wrote, by our clock.</param>
/// <param name="Entries">How many entries its log had so far.</param>
/// <param name="Backlog">Events without a turn, and replies that have not left.</param>
/// <param name="Due">When somebody must look at what is left to do; null: nothing is.</param>
/// <param name="PausedUntil">Until when the bot is silent; null: it is not.</param>
public sealed record SessionSummary(
    SessionId Session,
    long Version,
    DateTimeOffset LastUserAt,
    long Entries,
    int Backlog,
    DateTimeOffset? Due,
    DateTimeOffset? PausedUntil);
