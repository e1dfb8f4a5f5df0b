using Microsoft.Extensions.Logging;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Webhooks;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Connections;

/// <summary>
/// This node's part in one endpoint's connection: it asks the endpoint's grain whether it may hold
/// it, holds it while it may, and opens it again when it ends.
/// </summary>
internal sealed partial class ConnectionLine : IConnectionHost, IDisposable
{
    // Asked so often within the lease's time that one lost answer costs nothing.
    private const int AsksPerLease = 3;
    private const int DoublingsMax = 7;
    private static readonly TimeSpan BackoffFirst = TimeSpan.FromSeconds(0.5);

    // A connection that was open so long ended for no fault of this node's.
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(30);

    private readonly BotEndpoint endpoint;
    private readonly string holder;
    private readonly TimeSpan lease;
    private readonly IConnectorEndpoint grain;
    private readonly EventDelivery delivery;
    private readonly Random random;
    private readonly ILogger logger;
    private readonly ConnectionReport report;

    public ConnectionLine(
        BotEndpoint endpoint,
        string holder,
        TimeSpan lease,
        IConnectorEndpoint grain,
        EventDelivery delivery,
        Random random,
        TimeProvider clock,
        ILogger logger)
    {
        (this.endpoint, this.holder, this.lease) = (endpoint, holder, lease);
        (this.grain, this.delivery, this.random) = (grain, delivery, random);
        (Clock, this.logger) = (clock, logger);
        Http = ConnectionGuard.Client(endpoint);
        report = new ConnectionReport(clock);
    }

    public HttpClient Http { get; }

    public TimeProvider Clock { get; }

    public void Opened()
    {
        report.Opened();
        LogOpened(logger, endpoint.Id);
    }

    public Task<bool> Take(IReadOnlyList<ParsedItem> items) => delivery.Take(endpoint, items);

    /// <summary>Takes part until it is stopped, and leaves then. Never throws.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var asked = Clock.GetTimestamp();
            var grant = await Ask();
            if (grant is { Held: true })
                await Hold(asked, stop);
            else
                await Wait(Soon(grant?.FreeAfter), stop);
        }
        await Leave();
    }

    public void Dispose() => Http.Dispose();

    /// <summary>Holds the connection as long as this node may.</summary>
    /// <param name="asked">When it asked; the grain counts from later on.</param>
    /// <param name="stop">Ends it.</param>
    private async Task Hold(long asked, CancellationToken stop)
    {
        LogHeld(logger, endpoint.Id);
        using var over = new CancellationTokenSource(lease, Clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, over.Token);
        var connection = Keep(end.Token);
        Extend(over, asked);
        while (!end.IsCancellationRequested)
        {
            await Wait(lease / AsksPerLease, end.Token);
            if (end.IsCancellationRequested)
                break;
            asked = Clock.GetTimestamp();
            if (await Ask() is not { } grant)
                continue;
            if (!grant.Held)
                break;
            Extend(over, asked);
        }
        if (!stop.IsCancellationRequested)
            LogLost(logger, endpoint.Id);
        await end.CancelAsync();
        await connection;
    }

    private void Extend(CancellationTokenSource over, long asked)
    {
        var left = lease - Clock.GetElapsedTime(asked);
        over.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>Connects, again and again.</summary>
    private async Task Keep(CancellationToken stop)
    {
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            var end = await Connect(stop);
            if (stop.IsCancellationRequested)
            {
                report.Ended(why: null);
                return;
            }
            failures = report.Ended(end.Reason) >= Steady ? 0 : failures + 1;
            LogEnded(logger, endpoint.Id, end.Reason);
            await Wait(end.After ?? Backoff(failures), stop);
        }
    }

    private async Task<ConnectionEnd> Connect(CancellationToken stop)
    {
        try
        {
            return await endpoint.Connection!.Run(endpoint.Settings, this, stop);
        }
        catch (Exception failure)
        {
            // A bug of the connector; a stop may look like one, and is none.
            if (!stop.IsCancellationRequested)
                LogFailed(logger, failure, endpoint.Id);
            return new ConnectionEnd(failure.GetType().Name);
        }
    }

    private async Task<ConnectionGrant?> Ask()
    {
        var (since, error, errorAt) = report.Read();
        var claim = new ConnectionClaim(holder, lease, since, error, errorAt);
        try
        {
            return await grain.HoldConnection(claim).WaitAsync(lease / AsksPerLease, Clock);
        }
        catch (Exception failure)
        {
            LogNotAsked(logger, failure.GetType().Name, endpoint.Id);
            return null;
        }
    }

    private async Task Leave()
    {
        try
        {
            await grain.LeaveConnection(holder).WaitAsync(lease / AsksPerLease, Clock);
        }
        catch (Exception failure)
        {
            // The others wait for the end of the lease.
            LogNotAsked(logger, failure.GetType().Name, endpoint.Id);
        }
    }

    private async Task Wait(TimeSpan time, CancellationToken stop) =>
        await Task.Delay(time, Clock, stop)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // A holder that leaves says so to the grain alone: the others ask, not only at its end.
    private TimeSpan Soon(TimeSpan? freeAfter)
    {
        var wait = lease / AsksPerLease;
        return Jitter(freeAfter < wait ? freeAfter.Value : wait);
    }

    private TimeSpan Backoff(int failures) =>
        Jitter(BackoffFirst * (1 << Math.Min(failures, DoublingsMax)));

    // From half of it to all of it: nodes and endpoints that begin together do not stay together.
    private TimeSpan Jitter(TimeSpan time) => time * (0.5 + (random.NextDouble() / 2));

    [LoggerMessage(LogLevel.Information, "This node holds the connection of {Endpoint}")]
    private static partial void LogHeld(ILogger logger, EndpointId endpoint);

    [LoggerMessage(LogLevel.Warning, "This node no longer holds the connection of {Endpoint}")]
    private static partial void LogLost(ILogger logger, EndpointId endpoint);

    [LoggerMessage(LogLevel.Information, "The connection of {Endpoint} is open")]
    private static partial void LogOpened(ILogger logger, EndpointId endpoint);

    [LoggerMessage(LogLevel.Warning, "The connection of {Endpoint} ended: {Reason}")]
    private static partial void LogEnded(ILogger logger, EndpointId endpoint, string reason);

    [LoggerMessage(LogLevel.Error, "The connection of {Endpoint} failed; it is opened again")]
    private static partial void LogFailed(ILogger logger, Exception failure, EndpointId endpoint);

    [LoggerMessage(LogLevel.Information, "No answer ({Problem}) to who may connect {Endpoint}")]
    private static partial void LogNotAsked(ILogger logger, string problem, EndpointId endpoint);
}
