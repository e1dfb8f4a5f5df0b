using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Endpoints;

/// <summary>Adds up what the nodes report of an endpoint.</summary>
internal sealed class EndpointTotals
{
    // A node that was not heard of for so long is gone, and its backlog is somebody else's.
    private static readonly TimeSpan NodeKept = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (DeliveryReport Last, DateTimeOffset At)> nodes = [];
    private long accepted;
    private long retried;
    private long dead;

    public void Add(DeliveryReport report, DateTimeOffset now)
    {
        accepted += report.Accepted;
        retried += report.Retried;
        dead += report.Dead;
        nodes[report.Node] = (report, now);
    }

    public EndpointHealth ToHealth(string? revoked, DateTimeOffset now)
    {
        var present = nodes.Values.Where(node => IsPresent(node, now))
            .Select(node => node.Last).ToArray();
        var failure = nodes.Values.Select(node => node.Last).MaxBy(node => node.LastFailure);
        return new EndpointHealth(
            accepted,
            retried,
            dead,
            present.Sum(node => node.Backlog),
            nodes.Values.Max(node => node.Last.LastSuccess),
            failure?.LastFailure,
            failure?.LastError,
            present.Any(node => node.CircuitOpen),
            revoked);
    }

    // A node with nothing to tell says nothing: only one that had work left is missed.
    private static bool IsPresent(
        (DeliveryReport Last, DateTimeOffset At) node, DateTimeOffset now) =>
        now - node.At <= NodeKept || (node.Last.Backlog == 0 && !node.Last.CircuitOpen);
}
