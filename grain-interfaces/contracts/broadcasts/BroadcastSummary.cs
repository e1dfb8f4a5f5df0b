using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>A broadcast among all others.</summary>
/// <param name="Name">Its name, as <see cref="BroadcastId"/> writes it.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Active">Whether it has work left: somebody must see to it.</param>
/// <param name="Title">What people call it.</param>
[GenerateSerializer, Immutable, Alias("tock.BroadcastSummary")]
public sealed record BroadcastSummary(
    [property: Id(0)] string Name,
    [property: Id(1)] BroadcastStage Stage,
    [property: Id(2)] DateTimeOffset Created,
    [property: Id(3)] bool Active,
    [property: Id(4)] string? Title = null);
