using TockOrleans.Connectors.Contract;

namespace TockOrleans.Grains.Senders;

/// <content>Waiting for the channel's limits.</content>
internal sealed partial class EndpointLine
{
    private const int HeldMax = 10_000;

    /// <summary>Waits for a time to leave.</summary>
    /// <returns>Null: it may leave now. Else it must ask again after so long.</returns>
    private async ValueTask<TimeSpan?> WaitForRate(Delivery delivery, CancellationToken stop)
    {
        var costs = client.Costs(delivery);
        if (HeldBack("") is { } all)
            return all;
        if (HeldBack(costs) is { } some)
            return some;
        if (costs.Count == 0)
            return null;
        var grant = await rates.Reserve(costs);
        if (!grant.Reserved)
            return grant.After;
        if (grant.After <= TimeSpan.Zero)
            return null;
        await Task.Delay(grant.After, clock, stop);
        // The channel may have said no to somebody else meanwhile.
        return HeldBack("") ?? HeldBack(costs);
    }

    private TimeSpan? HeldBack(IReadOnlyList<RateCost> costs)
    {
        if (held.IsEmpty)
            return null;
        foreach (var cost in costs)
            if (HeldBack(cost.Name) is { } wait)
                return wait;
        return null;
    }

    private TimeSpan? HeldBack(string name)
    {
        if (held.IsEmpty || !held.TryGetValue(name, out var until))
            return null;
        var wait = new TimeSpan(until - clock.GetUtcNow().UtcTicks);
        if (wait > TimeSpan.Zero)
            return wait;
        held.TryRemove(KeyValuePair.Create(name, until));
        return null;
    }

    private void HoldBack(string name, TimeSpan time)
    {
        if (held.Count >= HeldMax)
            held.Clear();
        held[name] = (clock.GetUtcNow() + time).UtcTicks;
        // The other nodes learn it from the grain; nobody waits for that.
        _ = Tell(name, time);
    }

    private async Task Tell(string name, TimeSpan time)
    {
        try
        {
            await grain.HoldBack(name, time);
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure, endpoint.Id);
        }
    }
}
