namespace TockOrleans.Benchmarks;

internal sealed class Counter : Grain, ICounter
{
    private int count;

    public Task<int> Count(string text) => Task.FromResult(++count);
}
