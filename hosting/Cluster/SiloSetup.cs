using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using TockOrleans.Stores.Postgres;
using SessionOptions = TockOrleans.Grains.Sessions.SessionOptions;

namespace TockOrleans.Hosting.Cluster;

/// <summary>The Orleans silo of a process.</summary>
internal static class SiloSetup
{
    private static readonly TimeSpan CollectionQuantum = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A silo that meets nobody: loopback, any free port, no gateway.</summary>
    public static void AddSilo(this WebApplicationBuilder builder) => builder.AddSilo(silo =>
        silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0));

    /// <summary>A silo that meets the others in their common database.</summary>
    public static void AddClusterSilo(this WebApplicationBuilder builder) => builder.AddSilo(silo =>
    {
        var cluster = builder.ReadCluster();
        silo.UsePostgresClustering();
        silo.Configure<ClusterOptions>(cluster.Name);
        silo.Configure<ClusterMembershipOptions>(Membership.Apply);
        if (cluster.Address is { Length: > 0 } address)
            silo.ConfigureEndpoints(address, cluster.SiloPort, cluster.GatewayPort);
        else
            silo.ConfigureEndpoints(cluster.SiloPort, cluster.GatewayPort);
    });

    private static void AddSilo(this WebApplicationBuilder builder, Action<ISiloBuilder> meet)
    {
        var withDashboard = !string.IsNullOrEmpty(builder.Configuration["Tock:Admin:Key"]);
        builder.UseOrleans(silo =>
        {
            meet(silo);
            silo.Configure<SiloMessagingOptions>(options =>
                options.ResponseTimeout = ResponseTimeout);
            silo.Configure<ClientMessagingOptions>(options =>
                options.ResponseTimeout = ResponseTimeout);
            silo.Services.AddSingleton<IConfigureOptions<GrainCollectionOptions>, IdleSessions>();
            // The dashboard watches every call, which costs: only where somebody may look at it.
            if (withDashboard)
                silo.AddDashboard();
        });
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private sealed class IdleSessions(IOptions<SessionOptions> sessions)
        : IConfigureOptions<GrainCollectionOptions>
    {
        public void Configure(GrainCollectionOptions options)
        {
            options.CollectionQuantum = CollectionQuantum;
            options.CollectionAge = sessions.Value.IdleAfter;
        }
    }
}
