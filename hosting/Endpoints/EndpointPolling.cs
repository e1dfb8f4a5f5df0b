using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace TockOrleans.Hosting.Endpoints;

/// <summary>
/// Keeps the snapshot of the endpoints fresh: read once before the door opens, where that can be,
/// and then every few seconds. Until it was read the node is not ready.
/// </summary>
internal sealed class EndpointPolling(EndpointSnapshot snapshot, TimeProvider clock)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await snapshot.Refresh(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(snapshot.IsLoaded
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("the endpoints were not read yet"));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(snapshot.IsLoaded ? Interval : FirstInterval, clock, stoppingToken);
            await snapshot.Refresh(stoppingToken);
        }
    }
}
