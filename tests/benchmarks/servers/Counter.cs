using Orleans;

namespace TockOrleans.Benchmarks;

internal sealed class Counter : Grain, ICounter
{
    private int turns;

    public Task<string> Say(string text) => Task.FromResult($"turn {++turns} {text}");
}
