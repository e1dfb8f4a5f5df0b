using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>Which sessions to list.</summary>
/// <param name="Endpoint">Those of this endpoint; null: of all.</param>
/// <param name="User">Those of this user; null: of all.</param>
/// <param name="UserPrefix">Those of users whose id begins so; null: of all.</param>
/// <param name="SeenSince">Only where the user wrote then or later.</param>
/// <param name="SeenBefore">Only where the user last wrote before.</param>
/// <param name="After">Goes on after this session; null: from the start.</param>
/// <param name="Limit">The most to return, up to <see cref="IConversations.PageMax"/>.</param>
[GenerateSerializer, Immutable, Alias("tock.SessionSearch")]
public sealed record SessionSearch(
    [property: Id(0)] string? Endpoint = null,
    [property: Id(1)] string? User = null,
    [property: Id(2)] string? UserPrefix = null,
    [property: Id(3)] DateTimeOffset? SeenSince = null,
    [property: Id(4)] DateTimeOffset? SeenBefore = null,
    [property: Id(5)] string? After = null,
    [property: Id(6)] int Limit = 100);
