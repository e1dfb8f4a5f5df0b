using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>An endpoint's token, or why there is none.</summary>
/// <param name="Token">The token; null: none is needed, or there is a problem.</param>
/// <param name="Problem">Why there is none: the channel's code.</param>
/// <param name="RetryAfter">When it may be asked again; null: it does not help.</param>
[GenerateSerializer, Immutable, Alias("tock.TokenAnswer")]
public sealed record TokenAnswer(
    [property: Id(0)] string? Token,
    [property: Id(1)] string? Problem = null,
    [property: Id(2)] TimeSpan? RetryAfter = null)
{
    /// <summary>The token is not shown.</summary>
    public override string ToString() => Problem ?? "a token";
}
