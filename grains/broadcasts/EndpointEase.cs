using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Broadcasts;

/// <summary>
/// Leaves a busy endpoint to its conversations: the longer its backlog, the slower a broadcast
/// goes; a long one stops it.
/// </summary>
internal sealed class EndpointEase(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>Up to that many waiting replies a broadcast goes at its full rate.</summary>
    private const int BacklogEasy = 5_000;

    /// <summary>From that many on it says nothing.</summary>
    private const int BacklogFull = 15_000;

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    private DateTimeOffset askedAt = DateTimeOffset.MinValue;
    private (double Share, string? Hold) known = (1, null);

    /// <summary>Which share of its rate a broadcast may go at, and why not all of it.</summary>
    public async Task<(double Share, string? Hold)> Share(IReadOnlyList<EndpointId> endpoints)
    {
        var now = clock.GetUtcNow();
        if (now - askedAt < AskEvery)
            return known;
        askedAt = now;
        var health = await Task.WhenAll(endpoints.Select(endpoint => grains
            .GetGrain<IConnectorEndpoint>(endpoint.ToString())
            .GetHealth()));
        var backlog = health.Select(one => one.Backlog).DefaultIfEmpty().Max();
        known = health.Any(one => one.Revoked is not null) ? (0, "revoked")
            : backlog <= BacklogEasy ? (1, null)
            : (Math.Max(0, (BacklogFull - backlog) / (double)(BacklogFull - BacklogEasy)),
                "backlog");
        return known;
    }
}
