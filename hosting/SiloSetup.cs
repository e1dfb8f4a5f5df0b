using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using SessionOptions = TockOrleans.Grains.Sessions.SessionOptions;

namespace TockOrleans.Hosting;

/// <summary>The Orleans silo of a single process.</summary>
internal static class SiloSetup
{
    private static readonly TimeSpan CollectionQuantum = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    public static void AddSilo(this WebApplicationBuilder builder)
    {
        var withDashboard = !string.IsNullOrEmpty(builder.Configuration["Tock:Admin:Key"]);
        builder.UseOrleans(silo =>
        {
            // Nobody else joins a single process: loopback, any free port, no gateway.
            silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0);
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
