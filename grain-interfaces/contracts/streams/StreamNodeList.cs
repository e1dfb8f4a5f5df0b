using Orleans;

namespace TockOrleans.GrainInterfaces.Streams;

/// <summary>The nodes that hold streams.</summary>
/// <param name="Number">Another one whenever a node is new.</param>
/// <param name="Nodes">Where each takes replies, by its name.</param>
[GenerateSerializer, Immutable, Alias("tock.StreamNodeList")]
public sealed record StreamNodeList(
    [property: Id(0)] long Number,
    [property: Id(1)] IReadOnlyDictionary<string, IReplyTarget> Nodes);
