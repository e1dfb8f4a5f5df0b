using TockOrleans.GrainInterfaces.Streams;

namespace TockOrleans.Grains.Streams;

/// <summary>See <see cref="IStreamNodes"/>.</summary>
internal sealed class StreamNodesGrain(TimeProvider clock) : Grain, IStreamNodes
{
    // A node that is slow is kept: whoever pushes to it in vain leaves it out by itself.
    private static readonly TimeSpan NodeExpires = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SiloExpires = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, (IReplyTarget Target, DateTimeOffset At)> nodes = [];
    private readonly Dictionary<string, (long Known, DateTimeOffset At)> silos = [];

    // No two activations begin with the same numbers.
    private long list = clock.GetUtcNow().UtcTicks;
    private long changes = clock.GetUtcNow().UtcTicks;

    public Task<long> Register(string node, IReplyTarget target)
    {
        Forget();
        if (!nodes.ContainsKey(node))
            list++;
        nodes[node] = (target, clock.GetUtcNow());
        return Task.FromResult(changes);
    }

    public Task Leave(string node)
    {
        nodes.Remove(node);
        return Task.CompletedTask;
    }

    public Task<StreamNodeList> Ask(string silo, long known)
    {
        Forget();
        // What it pushed until now went by another list.
        if (known == list && !(silos.TryGetValue(silo, out var last) && last.Known == list))
            changes++;
        silos[silo] = (known, clock.GetUtcNow());
        return Task.FromResult(new StreamNodeList(
            list, nodes.ToDictionary(node => node.Key, node => node.Value.Target)));
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (node, (_, at)) in nodes)
            if (now - at > NodeExpires)
                nodes.Remove(node);
        foreach (var (silo, (_, at)) in silos)
            if (now - at > SiloExpires && silos.Remove(silo))
                changes++;
    }
}
