using Microsoft.Extensions.Options;

namespace TockOrleans.Hosting.Tests;

/// <summary>How long things are kept is looked at before anything listens.</summary>
public sealed class RetentionSetupTests
{
    [Theory]
    [InlineData("Conversations=6.23:00:00", "Tock:Sessions:TombstonesFor")]
    [InlineData("Conversations=00:00:01", "Conversations must be between")]
    [InlineData("Audit=00:01:00", "Audit must be between")]
    public async Task What_is_kept_too_short_a_time_ends_the_start(string setting, string problem)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            Node.Start($"--Tock:Retention:{setting}"));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_week_is_long_enough()
    {
        await using var node = await Node.Start("--Tock:Retention:Conversations=7.00:00:00");
        Assert.NotNull(node.Services);
    }
}
