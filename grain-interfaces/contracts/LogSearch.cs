using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>Which entries of the conversation log to list.</summary>
/// <param name="Endpoint">Those of this endpoint; null: of all.</param>
/// <param name="User">Those of this user; null: of all.</param>
/// <param name="From">Those written then or later; null: from the first.</param>
/// <param name="To">Those written before; null: to the latest.</param>
/// <param name="AfterSession">
/// Goes on after this session's entry <paramref name="AfterSeq"/>; null: from the start.
/// </param>
/// <param name="AfterSeq">See <paramref name="AfterSession"/>.</param>
/// <param name="Limit">The most to return, up to <see cref="IConversations.PageMax"/>.</param>
[GenerateSerializer, Immutable, Alias("tock.LogSearch")]
public sealed record LogSearch(
    [property: Id(0)] string? Endpoint = null,
    [property: Id(1)] string? User = null,
    [property: Id(2)] DateTimeOffset? From = null,
    [property: Id(3)] DateTimeOffset? To = null,
    [property: Id(4)] string? AfterSession = null,
    [property: Id(5)] long AfterSeq = 0,
    [property: Id(6)] int Limit = 100);
