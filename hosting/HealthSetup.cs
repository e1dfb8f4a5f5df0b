using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TockOrleans.Grains.Sessions;

namespace TockOrleans.Hosting;

/// <summary>When a node is ready for requests.</summary>
internal static class HealthSetup
{
    public const string Ready = "ready";

    public static void AddStoryHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<Stories>("stories", tags: [Ready]);

    private sealed class Stories(StoryRunner runner) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(runner.IsHealthy
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy(
                    $"{runner.Abandoned} stories ran over their limit and do not stop"));
    }
}
