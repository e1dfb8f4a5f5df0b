using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains.Endpoints;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Senders;

/// <summary>
/// Asks the endpoint's grain for times to leave: directly where it lives on this node. Else many
/// payloads in one call: while a call is under way, what comes gathers for the next. So a node
/// makes one call at a time, however busy it is.
/// </summary>
internal sealed class RateQueue(
    EndpointId id, IConnectorEndpoint endpoint, LocalBudgets local, TimeProvider clock)
{
    private const int BatchMax = 1_000;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> waiting = new();
    private bool underWay;

    /// <summary>Reserves a time to leave.</summary>
    /// <exception cref="Exception">The grain cannot be reached.</exception>
    public ValueTask<RateGrant> Reserve(IReadOnlyList<RateCost> costs)
    {
        var claims = new RateClaim[costs.Count];
        for (var index = 0; index < claims.Length; index++)
            claims[index] = Claim(costs[index]);
        return local.Find(id) is { } budget
            ? new(budget.Reserve(claims, clock.GetUtcNow()))
            : new(Ask(claims));
    }

    private Task<RateGrant> Ask(RateClaim[] claims)
    {
        var mine = new Waiting(claims);
        lock (gate)
        {
            waiting.Enqueue(mine);
            if (underWay)
                return mine.Granted.Task;
            underWay = true;
        }
        _ = Run();
        return mine.Granted.Task;
    }

    private async Task Run()
    {
        var batch = new List<Waiting>();
        while (Take(batch))
        {
            try
            {
                var grants = await endpoint.Reserve([.. batch.Select(one => one.Claims)]);
                foreach (var (index, one) in batch.Index())
                    one.Granted.SetResult(grants[index]);
            }
            catch (Exception failure)
            {
                foreach (var one in batch)
                    one.Granted.TrySetException(failure);
            }
            batch.Clear();
        }
    }

    private bool Take(List<Waiting> batch)
    {
        lock (gate)
        {
            while (batch.Count < BatchMax && waiting.TryDequeue(out var one))
                batch.Add(one);
            return underWay = batch.Count > 0;
        }
    }

    private static RateClaim Claim(RateCost cost) =>
        new(cost.Name, cost.Limit.Per / cost.Limit.Permits, cost.Limit.Burst);

    private sealed record Waiting(IReadOnlyList<RateClaim> Claims)
    {
        public TaskCompletionSource<RateGrant> Granted { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
