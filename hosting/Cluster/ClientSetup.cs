using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using TockOrleans.Stores.Postgres;

namespace TockOrleans.Hosting.Cluster;

/// <summary>The Orleans client of an ingress node.</summary>
internal static class ClientSetup
{
    // A call in flight to a silo that dies ends only with this.
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    // Orleans' default, a minute, would hold a node on a hanging silo so long.
    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ConnectRetry = TimeSpan.FromSeconds(1);

    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        var cluster = builder.ReadCluster();
        builder.UseOrleansClient(client =>
        {
            client.UsePostgresClustering();
            client.Configure<ClusterOptions>(cluster.Name);
            client.Configure<ClientMessagingOptions>(options =>
                options.ResponseTimeout = ResponseTimeout);
            client.Configure<GatewayOptions>(options =>
                options.GatewayListRefreshPeriod = GatewayRefresh);
            // An ingress node may be there before the first silo.
            client.UseConnectionRetryFilter(async (_, stop) =>
            {
                await Task.Delay(ConnectRetry, TimeProvider.System, stop);
                return !stop.IsCancellationRequested;
            });
        });
    }
}
