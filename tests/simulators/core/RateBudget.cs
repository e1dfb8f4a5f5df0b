namespace TockOrleans.Simulators;

/// <summary>So many calls a second for each key, with a burst; else the time to wait.</summary>
internal sealed class RateBudget(double perSecond, int burst, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly TimeSpan step = TimeSpan.FromSeconds(1 / perSecond);
    private readonly Dictionary<string, DateTimeOffset> fullAt = [];

    /// <summary>Takes one; null: it was there, else the time until it is.</summary>
    public TimeSpan? Take(string key)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            // When the bucket of this key is full again.
            var full = fullAt.TryGetValue(key, out var at) && at > now ? at : now;
            var wait = full + step - now - (step * burst);
            if (wait > TimeSpan.Zero)
                return wait;
            fullAt[key] = full + step;
            return null;
        }
    }
}
