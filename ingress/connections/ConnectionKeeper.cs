using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Webhooks;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Connections;

/// <summary>
/// Keeps the connections that endpoints open to their channels, those this node may hold. It looks
/// at the endpoints again and again: one that was changed gets a new connection, one that is gone
/// loses it.
/// </summary>
public sealed partial class ConnectionKeeper(
    EndpointDirectory endpoints,
    IClusterClient cluster,
    EventDelivery delivery,
    IOptions<IngressOptions> options,
    Random random,
    TimeProvider clock,
    ILogger<ConnectionKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // No two processes, nor two lives of one, are the same holder.
    private readonly string holder =
        $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    private readonly Dictionary<EndpointId, Kept> lines = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                Look(stoppingToken);
                await Task.Delay(LookEvery, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Every connection is closed, and left to the other nodes, before the program ends.
            await Task.WhenAll(lines.Values.Select(line => line.Running));
        }
    }

    private void Look(CancellationToken stop)
    {
        var wanted = endpoints.All.Where(endpoint => endpoint.Connection is not null)
            .ToDictionary(endpoint => endpoint.Id);
        foreach (var (id, line) in lines.ToArray())
            if (!wanted.TryGetValue(id, out var endpoint))
            {
                line.Stop.Cancel();
                if (line.Running.IsCompleted)
                    Forget(id, line);
            }
            else if (!ReferenceEquals(endpoint, line.Endpoint))
            {
                line.Stop.Cancel();
                lines[id] = Start(endpoint, line, stop);
            }
        foreach (var endpoint in wanted.Values)
            if (!lines.ContainsKey(endpoint.Id))
                lines[endpoint.Id] = Start(endpoint, before: null, stop);
    }

    private void Forget(EndpointId id, Kept line)
    {
        line.Stop.Dispose();
        lines.Remove(id);
    }

    private Kept Start(BotEndpoint endpoint, Kept? before, CancellationToken stop)
    {
        var own = CancellationTokenSource.CreateLinkedTokenSource(stop);
        return new Kept(endpoint, own, Task.Run(() => Run(endpoint, before, own.Token), stop));
    }

    private async Task Run(BotEndpoint endpoint, Kept? before, CancellationToken stop)
    {
        try
        {
            if (before is not null)
            {
                await before.Running;
                before.Stop.Dispose();
            }
            using var line = new ConnectionLine(
                endpoint,
                holder,
                options.Value.ConnectionLease,
                cluster.GetGrain<IConnectorEndpoint>(endpoint.Id.ToString()),
                delivery,
                random,
                clock,
                logger);
            await line.Run(stop);
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure, endpoint.Id);
        }
    }

    [LoggerMessage(LogLevel.Error, "The connection of {Endpoint} is given up")]
    private static partial void LogFailed(ILogger logger, Exception failure, EndpointId endpoint);

    private sealed record Kept(BotEndpoint Endpoint, CancellationTokenSource Stop, Task Running);
}
