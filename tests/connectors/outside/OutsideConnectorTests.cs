namespace TockOrleans.Connectors.Tests.Outside;

/// <summary>
/// Somebody else's connector: a project of its own, outside this repository, which sees nothing
/// but the contract and the messages. It is built, and this suite run on it as its author would.
/// </summary>
public sealed class OutsideConnectorTests : IDisposable
{
    private readonly OutsideProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task A_connector_of_somebody_else_passes_the_same_suite_and_needs_cases()
    {
        var stop = TestContext.Current.CancellationToken;
        await project.Write(TelegraphSource.Sound, stop);
        var assembly = await project.Build("Telegraph", stop);
        var run = await project.RunSuite(assembly, stop);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains(run.Passed, test => test.Contains(
            "type: \"telegraph\", name: \"hello\"", StringComparison.Ordinal));
        Assert.Contains(run.Passed, test => test.Contains(
            "type: \"telegraph\", name: \"wrong-key\"", StringComparison.Ordinal));
        Assert.Contains(run.Passed, test => test.Contains(
            "type: \"telegraph\", name: \"choices\"", StringComparison.Ordinal));
        Assert.Contains(run.Passed, test => test.Contains(
            "Deliveries_end_as_the_cases_say(type: \"telegraph\")", StringComparison.Ordinal));

        // The same connector with no case at all does not pass.
        var bare = await project.RunSuite(project.Bare(assembly), stop);
        Assert.NotEqual(0, bare.ExitCode);
        Assert.Contains(
            "the connector 'telegraph' has no cases", bare.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_connector_of_somebody_else_fails_by_the_name_of_its_case()
    {
        var stop = TestContext.Current.CancellationToken;
        await project.Write(TelegraphSource.Broken, stop);
        var assembly = await project.Build("Telegraph", stop);
        var run = await project.RunSuite(assembly, stop);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("case telegraph/outbound/choices", run.Output, StringComparison.Ordinal);
        Assert.Contains("case telegraph/delivery/slow-down", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("case telegraph/inbound", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("case web/", run.Output, StringComparison.Ordinal);
    }
}
