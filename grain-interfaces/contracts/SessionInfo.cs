using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>A session, without anything that was said in it.</summary>
/// <param name="Session">Its name.</param>
/// <param name="Version">How often it was written.</param>
/// <param name="LastUserAt">When the user last wrote.</param>
/// <param name="Entries">How many entries its log had so far.</param>
/// <param name="Backlog">Events without a turn, and replies that have not left.</param>
/// <param name="Due">When somebody must look at what is left to do; null: nothing is.</param>
/// <param name="PausedUntil">Until when the bot is silent; null: it is not.</param>
[GenerateSerializer, Immutable, Alias("tock.SessionInfo")]
public sealed record SessionInfo(
    [property: Id(0)] string Session,
    [property: Id(1)] long Version,
    [property: Id(2)] DateTimeOffset LastUserAt,
    [property: Id(3)] long Entries,
    [property: Id(4)] int Backlog,
    [property: Id(5)] DateTimeOffset? Due,
    [property: Id(6)] DateTimeOffset? PausedUntil);
