using TockOrleans.GrainInterfaces;

namespace TockOrleans.Hosting.Tests.Endpoints;

/// <summary>A registry that answers when the test says so, and counts who asks.</summary>
public sealed class AskedRegistry
{
    private int asked;

    public AskedRegistry() => Grain = Grains.Answering<IEndpointRegistry>((method, arguments) =>
        method.Name == nameof(IEndpointRegistry.List)
            ? List((long)arguments[0]!)
            : throw new InvalidOperationException($"not expected: {method}"));

    public IEndpointRegistry Grain { get; }

    public EndpointList Endpoints { get; set; } = new(0, []);

    public int Asked => Volatile.Read(ref asked);

    /// <summary>What a question waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    private async Task<EndpointList?> List(long knownVersion)
    {
        Interlocked.Increment(ref asked);
        await Gate;
        return knownVersion == Endpoints.Version ? null : Endpoints;
    }
}
