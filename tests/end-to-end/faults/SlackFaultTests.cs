using static TockOrleans.EndToEnd.Tests.Faults.FaultTrial;

namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>A <see cref="FaultTrial"/> through Slack.</summary>
public sealed class SlackFaultTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Shape.Embedded)]
    [InlineData(Shape.Single)]
    [InlineData(Shape.Cluster)]
    public async Task Nothing_acknowledged_is_lost(Shape shape)
    {
        await using var run = new SlackFaultRun(Plan);
        await new FaultTrial(output).Run(run, shape, keys: false, Least);
    }
}
