using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>Which sessions to list.</summary>
/// <param name="Endpoint">Those of this endpoint; null: of all.</param>
/// <param name="User">Those of this user, whatever the thread; null: of all.</param>
/// <param name="UserPrefix">
/// Those of users whose id begins so; null: of all. Only where there is no
/// <paramref name="User"/>.
/// </param>
/// <param name="SeenSince">Only where the user wrote then or later.</param>
/// <param name="SeenBefore">Only where the user last wrote before.</param>
/// <param name="After">Goes on after this session; null: from the start.</param>
/// <param name="Limit">The most to return; at least 1.</param>
public sealed record SessionQuery(
    EndpointId? Endpoint = null,
    string? User = null,
    string? UserPrefix = null,
    DateTimeOffset? SeenSince = null,
    DateTimeOffset? SeenBefore = null,
    SessionId? After = null,
    int Limit = 100);
