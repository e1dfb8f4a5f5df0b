using System.Threading.RateLimiting;

namespace TockOrleans.Ingress.Limits;

/// <summary>
/// A bucket of tokens for each key: a request takes one, each second puts some back. A bucket that
/// is full and was not asked for is freed after some seconds, and there are no more than
/// <see cref="CountMax"/> of them: beyond, keys share one by a hash that nobody outside knows.
/// </summary>
public sealed class RateBuckets : IDisposable
{
    /// <summary>The most buckets, some 30 MB of them.</summary>
    public const int CountMax = 65_536;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<string> limiter;

    /// <summary>All are full.</summary>
    /// <param name="perSecond">The tokens put back each second.</param>
    /// <param name="burst">The tokens of a full bucket.</param>
    public RateBuckets(int perSecond, int burst)
    {
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = Second,
            // The limiter of all does it: a timer each would be a burden.
            AutoReplenishment = false,
        };
        limiter = PartitionedRateLimiter.Create<string, int>(key =>
            RateLimitPartition.GetTokenBucketLimiter(
                (int)((uint)key.GetHashCode(StringComparison.Ordinal) % CountMax), _ => options));
    }

    /// <summary>Takes a token.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="wait">Where there is none: when there is one again.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(string key, out TimeSpan wait)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (!lease.TryGetMetadata(MetadataName.RetryAfter, out wait))
            wait = Second;
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => limiter.Dispose();
}
