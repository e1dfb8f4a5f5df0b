using static TockOrleans.EndToEnd.Tests.Faults.FaultTrial;

namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>A <see cref="FaultTrial"/> through Messenger.</summary>
public sealed class MessengerFaultTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost()
    {
        await using var run = new MessengerFaultRun(Plan);
        await new FaultTrial(output).Run(run, Shape.Embedded, keys: false, Least);
    }
}
