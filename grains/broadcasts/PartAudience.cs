namespace TockOrleans.Grains.Broadcasts;

/// <summary>Who is in a part; kept as JSON, members are only added.</summary>
[GenerateSerializer, Alias("tock.PartAudience")]
internal sealed record PartAudience
{
    /// <summary>Their sessions; empty: somebody who was forgotten.</summary>
    [Id(0)]
    public IReadOnlyList<string> Sessions { get; init; } = [];
}
