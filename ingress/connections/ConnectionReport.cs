namespace TockOrleans.Ingress.Connections;

/// <summary>How this node's connection of an endpoint is. Safe for use by many threads.</summary>
internal sealed class ConnectionReport(TimeProvider clock)
{
    private readonly Lock gate = new();
    private DateTimeOffset? since;
    private string? error;
    private DateTimeOffset? errorAt;

    public (DateTimeOffset? Since, string? Error, DateTimeOffset? ErrorAt) Read()
    {
        lock (gate)
            return (since, error, errorAt);
    }

    public void Opened()
    {
        lock (gate)
            since = clock.GetUtcNow();
    }

    /// <summary>It ended; null: because this node wanted it to.</summary>
    /// <returns>For how long it was open.</returns>
    public TimeSpan Ended(string? why)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var length = now - (since ?? now);
            since = null;
            if (why is not null)
                (error, errorAt) = (why, now);
            return length;
        }
    }
}
