using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>What a broadcast says, to whom and how fast.</summary>
/// <param name="Endpoints">
/// The ids of the bot's endpoints it leaves through; at most <see cref="EndpointsMax"/>.
/// </param>
/// <param name="What">
/// What is said, as <see cref="Messages.MessageCodec"/> writes it: an <c>InboundEvent</c> with a
/// <c>ProactiveEvent</c> in it; its id and time are the broadcast's own.
/// </param>
/// <param name="Rate">
/// To how many recipients a second, over the whole cluster; 1 to <see cref="RateMax"/>.
/// </param>
/// <param name="Query">For whom; null: the recipients are uploaded.</param>
/// <param name="Title">What people call it; null: nothing.</param>
/// <param name="Until">
/// After that nothing more is said; null: <see cref="RunsFor"/> after its start.
/// </param>
[GenerateSerializer, Immutable, Alias("tock.BroadcastPlan")]
public sealed record BroadcastPlan(
    [property: Id(0)] IReadOnlyList<string> Endpoints,
    [property: Id(1)] byte[] What,
    [property: Id(2)] int Rate = BroadcastPlan.RateDefault,
    [property: Id(3)] AudienceQuery? Query = null,
    [property: Id(4)] string? Title = null,
    [property: Id(5)] DateTimeOffset? Until = null)
{
    /// <summary>The most endpoints of one broadcast.</summary>
    public const int EndpointsMax = 16;

    /// <summary>Recipients a second where nothing is said of it.</summary>
    public const int RateDefault = 50;

    /// <summary>The most recipients a second.</summary>
    public const int RateMax = 10_000;

    /// <summary>The longest title, in characters.</summary>
    public const int TitleMax = 200;

    /// <summary>How long a broadcast goes on where it does not say until when.</summary>
    public static readonly TimeSpan RunsFor = TimeSpan.FromDays(7);
}
