using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains.Endpoints;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Senders;

/// <summary>
/// A node's way out to one endpoint's channel: its connections, its circuit, its place in the
/// endpoint's rate budget, its counts. Used by many sessions at once.
/// </summary>
internal sealed partial class EndpointLine : IDisposable
{
    private static readonly TimeSpan GrainRetry = TimeSpan.FromSeconds(1);

    private readonly BotEndpoint endpoint;
    private readonly IConnectorEndpoint grain;
    private readonly IChannelClient client;
    private readonly DeliveryMetrics metrics;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Circuit circuit;
    private readonly RateQueue rates;
    private readonly SemaphoreSlim calls;
    private readonly ConcurrentDictionary<string, long> held = new(StringComparer.Ordinal);

    public EndpointLine(
        BotEndpoint endpoint,
        IConnectorEndpoint grain,
        AccountTokens tokens,
        LocalBudgets local,
        EndpointCounts counts,
        DeliveryOptions limits,
        DeliveryMetrics metrics,
        TimeProvider clock,
        ILogger logger)
    {
        (this.endpoint, this.metrics, this.clock, this.logger) = (endpoint, metrics, clock, logger);
        this.grain = grain;
        client = endpoint.Connector.Client!;
        Http = ChannelHttp.Create(endpoint, limits.CallTimeLimit);
        circuit = new Circuit(limits, clock, OnCircuit);
        rates = new RateQueue(endpoint.Id, grain, local, clock);
        calls = new SemaphoreSlim(limits.CallsMax);
        Tokens = tokens;
        Counts = counts;
    }

    public BotEndpoint Endpoint => endpoint;

    public HttpClient Http { get; }

    public AccountTokens Tokens { get; }

    public EndpointCounts Counts { get; }

    public bool IsOpen => circuit.IsOpen;

    /// <summary>Sends what is left of a reply, payload by payload; never throws.</summary>
    public async Task<SendResult> Send(Outgoing reply, CancellationToken stop)
    {
        IReadOnlyList<string> payloads;
        try
        {
            payloads = ConnectorRendering.Render(
                endpoint.Connector, reply.Message, Context(endpoint, reply));
        }
        catch (Exception failure)
        {
            LogNotRendered(logger, failure, endpoint.Id);
            return new SendResult(
                new DeliveryOutcome.Rejected("not rendered"), reply.PartsSent, [], false);
        }
        List<string> ids = [];
        var attempted = false;
        for (var part = reply.PartsSent; part < payloads.Count; part++)
        {
            var delivery = new Delivery(
                endpoint.Settings, null, reply.ReplyAddress, payloads[part],
                IdempotencyKey.Of(reply.Session, reply.Seq, part));
            var (outcome, called, sooner) = await Send(delivery, stop);
            attempted |= called;
            if (outcome is not DeliveryOutcome.Accepted accepted)
                return new SendResult(outcome, part, ids, attempted, sooner);
            if (accepted.MessageId is { } id)
                ids.Add(id);
        }
        return new SendResult(
            new DeliveryOutcome.Accepted(), payloads.Count, ids, attempted);
    }

    public void Dispose()
    {
        Http.Dispose();
        Tokens.Dispose();
        calls.Dispose();
    }

    private async Task<(DeliveryOutcome Outcome, bool Called, Task? Sooner)> Send(
        Delivery delivery, CancellationToken stop)
    {
        try
        {
            // While the circuit is open only a try gets through: it takes nothing of the budget.
            if (!circuit.IsOpen && await WaitForRate(delivery, stop) is { } later)
                return (new DeliveryOutcome.RetryAfter(later), false, null);
            if (await Tokens.For(delivery.ReplyAddress).Current(refused: null) is { } answer)
            {
                if (answer.Token is null && answer.Problem is { } problem)
                    return (new DeliveryOutcome.CredentialsInvalid(problem), false, null);
                delivery = delivery with { Credentials = answer.Token };
            }
            await calls.WaitAsync(stop);
            try
            {
                var (outcome, wait) = await circuit.Call(
                    static (of, stop) => of.line.Call(of.delivery, stop),
                    (line: this, delivery),
                    stop);
                return outcome is null
                    ? (new DeliveryOutcome.RetryAfter(wait), false, circuit.Closed)
                    : (outcome, true, null);
            }
            finally
            {
                calls.Release();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (new DeliveryOutcome.NotConnected(), false, null);
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure, endpoint.Id);
            return (new DeliveryOutcome.RetryAfter(GrainRetry), false, null);
        }
    }

    private async ValueTask<DeliveryOutcome> Call(Delivery delivery, CancellationToken stop)
    {
        var begun = Stopwatch.GetTimestamp();
        DeliveryOutcome outcome;
        try
        {
            // A call that has begun is not cut short by a session that leaves: it ends within its
            // time limit, and its outcome is known.
            outcome = await client.Send(delivery, Http, CancellationToken.None);
            if (outcome is DeliveryOutcome.CredentialsInvalid
                && Tokens.For(delivery.ReplyAddress) is { CanRenew: true } tokens
                && (await tokens.Current(delivery.Credentials))?.Token is { } renewed
                && renewed != delivery.Credentials)
                outcome = await client.Send(
                    delivery with { Credentials = renewed }, Http, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // A bug of the connector: what it did before is not known.
            LogFailed(logger, failure, endpoint.Id);
            outcome = new DeliveryOutcome.Unknown(failure.GetType().Name);
        }
        metrics.Attempt(endpoint, outcome, Stopwatch.GetElapsedTime(begun));
        Counts.Add(outcome, clock.GetUtcNow());
        if (outcome is DeliveryOutcome.RetryAfter { After: { } after } limit)
            HoldBack(limit.Scope ?? "", after);
        return outcome;
    }

    private void OnCircuit(bool open)
    {
        if (open)
            LogOpened(logger, endpoint.Id, Counts.LastError ?? "");
        else
            LogClosed(logger, endpoint.Id);
    }

    private static RenderContext Context(BotEndpoint endpoint, Outgoing reply) => new(
        endpoint.Settings,
        reply.Seq.ToString(CultureInfo.InvariantCulture),
        reply.ReplyAddress,
        reply.Locale)
    {
        Proactive = reply.Proactive,
    };

    [LoggerMessage(LogLevel.Error, "A reply of {Endpoint} cannot be rendered; it is a dead letter")]
    private static partial void LogNotRendered(
        ILogger logger, Exception failure, EndpointId endpoint);

    [LoggerMessage(LogLevel.Warning, "Sending through {Endpoint} failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure, EndpointId endpoint);

    [LoggerMessage(
        LogLevel.Warning, "The channel of {Endpoint} is in trouble ({Error}); it is left alone")]
    private static partial void LogOpened(ILogger logger, EndpointId endpoint, string error);

    [LoggerMessage(LogLevel.Information, "The channel of {Endpoint} is back")]
    private static partial void LogClosed(ILogger logger, EndpointId endpoint);
}
