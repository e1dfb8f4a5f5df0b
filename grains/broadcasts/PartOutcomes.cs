namespace TockOrleans.Grains.Broadcasts;

/// <summary>
/// What became of it for those of a part; apart from who they are, since it is written often. Kept
/// as JSON, members are only added.
/// </summary>
[GenerateSerializer, Alias("tock.PartOutcomes")]
internal sealed record PartOutcomes
{
    /// <summary>The number of each one's outcome, in their order.</summary>
    [Id(0)]
    public byte[] Numbers { get; init; } = [];

    /// <summary>Why, by their place, where it is not said by the outcome alone.</summary>
    [Id(1)]
    public IReadOnlyDictionary<int, string> Reasons { get; init; } =
        new Dictionary<int, string>();

    /// <summary>Whether it was said to somebody, as far as one can know: on disk before it is.
    /// </summary>
    [Id(2)]
    public bool Begun { get; init; }
}
