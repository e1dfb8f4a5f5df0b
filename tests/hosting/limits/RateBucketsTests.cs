using TockOrleans.Ingress.Limits;

namespace TockOrleans.Hosting.Tests.Limits;

[Collection(MemoryTestGroup.Name)]
public sealed class RateBucketsTests
{
    private const int Many = 1_000_000;
    private const long MemoryMax = 64L * 1024 * 1024;

    [Fact]
    public void One_key_empties_its_own_bucket_alone_and_is_told_when_to_return()
    {
        using var buckets = new RateBuckets(perSecond: 1, burst: 3);
        var taken = Enumerable.Range(0, 100).Count(n => buckets.TryTake("ann", out _));
        // Some more where this machine stood still for seconds meanwhile.
        Assert.InRange(taken, 3, 50);
        while (buckets.TryTake("ann", out _))
        {
            // Empty.
        }
        Assert.False(buckets.TryTake("ann", out var wait));
        Assert.InRange(wait, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));
        Assert.True(buckets.TryTake("bob", out _));
    }

    [Fact]
    public void However_many_keys_there_are_the_memory_is_bounded()
    {
        using var buckets = new RateBuckets(perSecond: 1, burst: 1_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var key = 0; key < Many; key++)
            buckets.TryTake($"2001:db8::{key:x}", out _);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        // Less, where something before left what it did not need.
        Assert.True(grown <= MemoryMax, $"{grown:N0} bytes more");
    }
}
