using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Broadcasts;

/// <summary>
/// Which endpoints of a broadcast were removed while it is at work. One that is made anew at once,
/// or that other nodes learn of a moment later, is not: it must be missed for a while.
/// </summary>
internal sealed class AbsentEndpoints(
    IReadOnlyList<EndpointId> all, EndpointDirectory endpoints, TimeProvider clock)
{
    /// <summary>How long an endpoint must be missed.</summary>
    private static readonly TimeSpan GoneAfter = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Dictionary<EndpointId, DateTimeOffset> missed = [];
    private DateTimeOffset lookAt = DateTimeOffset.MinValue;

    /// <summary>The names of those that were removed.</summary>
    public IReadOnlyList<string> Gone { get; private set; } = [];

    /// <summary>All that are not missed now.</summary>
    public IReadOnlyList<EndpointId> Present =>
        [.. all.Where(id => !missed.ContainsKey(id))];

    /// <summary>Looks for all of them, once a second at most.</summary>
    public async Task Look()
    {
        var now = clock.GetUtcNow();
        if (now < lookAt)
            return;
        lookAt = now + LookEvery;
        foreach (var id in all)
        {
            var (found, certain) = await endpoints.Seek(id, CancellationToken.None);
            if (found is not null)
                missed.Remove(id);
            else if (certain)
                missed.TryAdd(id, now);
        }
        Gone =
        [
            .. missed.Where(one => now - one.Value >= GoneAfter).Select(one => one.Key.ToString()),
        ];
    }
}
