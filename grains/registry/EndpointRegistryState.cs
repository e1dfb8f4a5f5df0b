using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Registry;

/// <summary>
/// The registry as it is stored. Members are only added, each with a default; what an older
/// version could not read right gets another <see cref="Format"/>.
/// </summary>
[GenerateSerializer, Alias("tock.EndpointRegistryState")]
internal sealed record EndpointRegistryState
{
    /// <summary>The format this version writes, and the newest it reads.</summary>
    public const int FormatNow = 1;

    [Id(0)]
    public int Format { get; init; } = FormatNow;

    [Id(1)]
    public long Version { get; init; }

    [Id(2)]
    public IReadOnlyList<EndpointRecord> Endpoints { get; init; } = [];
}
