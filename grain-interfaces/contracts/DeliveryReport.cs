using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>What a node's sender did for an endpoint since its last report.</summary>
/// <param name="Node">The node.</param>
/// <param name="Accepted">Payloads the channel took.</param>
/// <param name="Retried">Attempts that will be made again.</param>
/// <param name="Dead">Replies given up.</param>
/// <param name="Backlog">Payloads that wait on the node now.</param>
/// <param name="LastSuccess">When the channel last took one.</param>
/// <param name="LastFailure">When an attempt last failed.</param>
/// <param name="LastError">What was seen then; without user text.</param>
/// <param name="CircuitOpen">Whether the node lets nothing through for now.</param>
[GenerateSerializer, Immutable, Alias("tock.DeliveryReport")]
public sealed record DeliveryReport(
    [property: Id(0)] string Node,
    [property: Id(1)] long Accepted,
    [property: Id(2)] long Retried,
    [property: Id(3)] long Dead,
    [property: Id(4)] int Backlog,
    [property: Id(5)] DateTimeOffset? LastSuccess,
    [property: Id(6)] DateTimeOffset? LastFailure,
    [property: Id(7)] string? LastError,
    [property: Id(8)] bool CircuitOpen);
