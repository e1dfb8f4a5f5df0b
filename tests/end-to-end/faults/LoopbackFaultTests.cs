using static TockOrleans.EndToEnd.Tests.Faults.FaultTrial;

namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>A <see cref="FaultTrial"/> of every policy, with and without keys.</summary>
public sealed class LoopbackFaultTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Shape.Embedded, true, Most)]
    [InlineData(Shape.Embedded, false, Least)]
    [InlineData(Shape.Embedded, false, Most)]
    [InlineData(Shape.Single, true, Least)]
    [InlineData(Shape.Single, false, Least)]
    [InlineData(Shape.Single, false, Most)]
    [InlineData(Shape.Cluster, true, Least)]
    [InlineData(Shape.Cluster, false, Most)]
    public async Task Nothing_acknowledged_is_lost(Shape shape, bool keys, string delivery)
    {
        await using var run = new LoopbackFaultRun(Plan, keys);
        await new FaultTrial(output).Run(run, shape, keys, delivery);
    }
}
