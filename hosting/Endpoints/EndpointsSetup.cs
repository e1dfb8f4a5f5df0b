using Microsoft.Extensions.DependencyInjection;
using TockOrleans.Hosting.Secrets;
using TockOrleans.Ingress.Endpoints;

namespace TockOrleans.Hosting.Endpoints;

/// <summary>
/// Registers the endpoints that are data: their snapshot, and the way to change them.
/// </summary>
internal static class EndpointsSetup
{
    /// <summary>
    /// To be called after the silo or client is added, and before whatever needs endpoints at its
    /// start.
    /// </summary>
    public static void AddEndpoints(this IServiceCollection services)
    {
        services.AddSecrets();
        services.AddSingleton<EndpointRecords>();
        services.AddSingleton<EndpointSnapshot>();
        services.AddSingleton<IEndpointEditor, EndpointEditor>();
        services.AddSingleton<EndpointPolling>();
        services.AddHostedService(provider => provider.GetRequiredService<EndpointPolling>());
        services.AddHealthChecks()
            .AddCheck<EndpointPolling>("endpoints", tags: [HealthSetup.Ready]);
    }
}
