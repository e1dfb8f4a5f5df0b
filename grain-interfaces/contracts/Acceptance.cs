using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>How far an event is.</summary>
/// <param name="Status">How far.</param>
/// <param name="Replies">The replies, in order; empty unless answered or deferred.</param>
/// <param name="Reason">Why not, for the log; without user text.</param>
/// <param name="Early">
/// Whether the event was made durable on its own, because its story takes long.
/// </param>
[GenerateSerializer, Immutable, Alias("tock.Acceptance")]
public sealed record Acceptance(
    [property: Id(0)] AcceptanceStatus Status,
    [property: Id(1)] IReadOnlyList<StoredReply> Replies,
    [property: Id(2)] string? Reason = null,
    [property: Id(3)] bool Early = false)
{
    /// <summary>
    /// The answer's name, the same for the same event for ever: by it the client of a stream knows
    /// what it has of the answer already. Null: the endpoint has no streams.
    /// </summary>
    [Id(4)]
    public string? ResponseId { get; init; }

    /// <summary>The event is on disk.</summary>
    public static Acceptance Durable { get; } = new(AcceptanceStatus.Durable, []);

    /// <summary>The event is on disk; its story still runs.</summary>
    public static Acceptance DurableEarly { get; } =
        new(AcceptanceStatus.Durable, [], Early: true);

    /// <summary>The turn goes on; ask again.</summary>
    public static Acceptance Pending { get; } = new(AcceptanceStatus.Pending, []);

    /// <summary>Nothing was taken: this session has too many events waiting.</summary>
    public static Acceptance Busy { get; } = new(AcceptanceStatus.Busy, []);

    /// <summary>Nothing was acknowledged: the node or the store is in trouble.</summary>
    public static Acceptance Unavailable(string reason) =>
        new(AcceptanceStatus.Unavailable, [], reason);
}
