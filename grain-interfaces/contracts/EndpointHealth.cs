using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>How an endpoint is; counts since its grain came into memory.</summary>
/// <param name="Accepted">Payloads the channel took.</param>
/// <param name="Retried">Attempts that were made again.</param>
/// <param name="Dead">Replies given up.</param>
/// <param name="Backlog">Payloads that wait now, on all nodes.</param>
/// <param name="LastSuccess">When the channel last took one.</param>
/// <param name="LastFailure">When an attempt last failed.</param>
/// <param name="LastError">What was seen then; without user text.</param>
/// <param name="CircuitOpen">Whether a node lets nothing through for now.</param>
/// <param name="Revoked">Why the channel takes nothing from this endpoint; null: it does.</param>
[GenerateSerializer, Immutable, Alias("tock.EndpointHealth")]
public sealed record EndpointHealth(
    [property: Id(0)] long Accepted,
    [property: Id(1)] long Retried,
    [property: Id(2)] long Dead,
    [property: Id(3)] int Backlog,
    [property: Id(4)] DateTimeOffset? LastSuccess,
    [property: Id(5)] DateTimeOffset? LastFailure,
    [property: Id(6)] string? LastError,
    [property: Id(7)] bool CircuitOpen,
    [property: Id(8)] string? Revoked)
{
    /// <summary>The connection it opens to its channel; null: nobody asked for one.</summary>
    [Id(9)]
    public ConnectionHealth? Connection { get; init; }

    /// <summary>How it is at its channel; null: nobody has looked.</summary>
    [Id(10)]
    public UpkeepHealth? Upkeep { get; init; }
}
