using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>How far the replies of one order are.</summary>
/// <param name="Waiting">Replies that have not left, or whose outcome is not known yet.</param>
/// <param name="Taken">
/// Replies the channel has; those that went with the answer to a later event are not counted.
/// </param>
/// <param name="Dead">Replies given up.</param>
/// <param name="Reason">Why the last of those was given up: a fixed word, then the code.</param>
/// <param name="Delivered">
/// Of those the channel has, how many it says reached the user's device.
/// </param>
/// <param name="UnderWay">
/// Whether its turn runs and nothing of it is on disk yet: it may still come to nothing.
/// </param>
[GenerateSerializer, Immutable, Alias("tock.ProactiveReport")]
public sealed record ProactiveReport(
    [property: Id(0)] int Waiting,
    [property: Id(1)] int Taken,
    [property: Id(2)] int Dead,
    [property: Id(3)] string? Reason = null,
    [property: Id(4)] int Delivered = 0,
    [property: Id(5)] bool UnderWay = false);
