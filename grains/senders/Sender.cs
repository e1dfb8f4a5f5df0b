using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains.Endpoints;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Senders;

/// <summary>
/// Sends the replies of all sessions of a node, beside them: it renders and calls the channels.
/// What the nodes must agree on (rates, tokens) it asks of the endpoint's grain, in batches, so
/// that no busy endpoint is as slow as one grain. It keeps nothing: what is to be sent, and what
/// became of it, is its session's.
/// </summary>
public sealed partial class Sender(
    IGrainFactory grains,
    EndpointDirectory endpoints,
    LocalBudgets local,
    IOptions<DeliveryOptions> options,
    DeliveryMetrics metrics,
    TimeProvider clock,
    ILogger<Sender> logger) : BackgroundService
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ProfileTimeLimit = TimeSpan.FromSeconds(2);

    private readonly DeliveryOptions limits = options.Value;
    private readonly ConcurrentDictionary<EndpointId, EndpointLine> lines = new();
    private readonly string node = $"{Environment.MachineName}:{Environment.ProcessId}";
    private int backlog;

    /// <summary>How many replies wait on this node.</summary>
    public int Backlog => Volatile.Read(ref backlog);

    /// <summary>Whether the node bears further replies.</summary>
    public bool HasRoom => Backlog < limits.NodeOutboxMax;

    /// <summary>Sends what is left of a reply.</summary>
    /// <param name="endpoint">Through which endpoint; it has a client.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="stop">Ends the waiting; a call under way is ended by its time limit.</param>
    /// <returns>What became of it; never throws.</returns>
    public Task<SendResult> Send(BotEndpoint endpoint, Outgoing reply, CancellationToken stop)
    {
        // Away from the session's scheduler: each await would else be a hop back to it.
        var line = Line(endpoint);
        return Task.Run(() => line.Send(reply, stop), CancellationToken.None);
    }

    /// <summary>Counts replies that begin or cease to wait.</summary>
    /// <param name="endpoint">Their endpoint.</param>
    /// <param name="change">How many more, or fewer.</param>
    public void CountWaiting(BotEndpoint endpoint, int change)
    {
        Interlocked.Add(ref backlog, change);
        Line(endpoint).Counts.AddBacklog(change);
        metrics.Backlog(endpoint, change);
    }

    /// <summary>Counts a reply that was given up.</summary>
    /// <param name="endpoint">Its endpoint.</param>
    /// <param name="word">Why, in a fixed word.</param>
    public void CountDead(BotEndpoint endpoint, string word)
    {
        Line(endpoint).Counts.AddDead();
        metrics.Dead(endpoint, word);
    }

    /// <summary>Asks the channel who a user is.</summary>
    /// <returns>What it told; null: nothing, or not in time. Never throws.</returns>
    public async Task<ChannelProfile?> ReadProfile(
        BotEndpoint endpoint, string user, InboundEvent inbound)
    {
        using var stop = new CancellationTokenSource(ProfileTimeLimit, clock);
        try
        {
            var line = Line(endpoint);
            return await endpoint.Connector.Profiles!
                .Read(await Call(line, inbound.ReplyAddress), user, inbound, line.Http, stop.Token)
                .WaitAsync(stop.Token);
        }
        catch (Exception failure)
        {
            LogNoProfile(logger, failure.GetType().Name, endpoint.Id);
            return null;
        }
    }

    /// <summary>Fetches a file of a user.</summary>
    /// <returns>The file, or why it cannot be had; never throws.</returns>
    public async Task<AttachmentContent> ReadAttachment(
        BotEndpoint endpoint, string? replyAddress, Attachment attachment, CancellationToken stop)
    {
        try
        {
            var line = Line(endpoint);
            return await endpoint.Connector.Attachments!.Read(
                await Call(line, replyAddress),
                attachment,
                limits.AttachmentBytesMax,
                line.Http,
                stop);
        }
        catch (Exception failure)
        {
            return new AttachmentContent(default, Problem: failure.GetType().Name);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var line in lines.Values)
            line.Dispose();
        base.Dispose();
    }

    /// <summary>Tells the endpoints' grains, now and then, how things are here.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ReportEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var line in lines.Values)
                await Report(line);
    }

    private async Task Report(EndpointLine line)
    {
        try
        {
            if (line.Counts.Take(node, line.IsOpen) is { } report)
                await Grain(line.Endpoint.Id).Report(report);
        }
        catch (Exception failure)
        {
            LogNoReport(logger, failure.GetType().Name, line.Endpoint.Id);
        }
    }

    private static async Task<ChannelCall> Call(EndpointLine line, string? replyAddress) => new(
        line.Endpoint.Settings,
        (await line.Tokens.For(replyAddress).Current(refused: null))?.Token);

    // Sessions know their endpoint from when they came into memory; what holds is how it is set
    // now. Set anew it gets a new line, and what is under way on the old one ends there.
    private EndpointLine Line(BotEndpoint endpoint)
    {
        var current = endpoints.Find(endpoint.Id);
        return lines.TryGetValue(endpoint.Id, out var line)
            && (current is null || ReferenceEquals(line.Endpoint, current))
            ? line
            : lines.AddOrUpdate(
                endpoint.Id,
                (_, with) => Make(with, new EndpointCounts()),
                (_, old, with) =>
                    ReferenceEquals(old.Endpoint, with) ? old : Make(with, old.Counts),
                current ?? endpoint);
    }

    private EndpointLine Make(BotEndpoint endpoint, EndpointCounts counts) =>
        new(
            endpoint,
            Grain(endpoint.Id),
            new AccountTokens(endpoint, Grain(endpoint.Id), grains),
            local,
            counts,
            limits,
            metrics,
            clock,
            logger);

    private IConnectorEndpoint Grain(EndpointId id) =>
        grains.GetGrain<IConnectorEndpoint>(id.ToString());

    [LoggerMessage(LogLevel.Information, "No profile of a user of {Endpoint}: {Problem}")]
    private static partial void LogNoProfile(ILogger logger, string problem, EndpointId endpoint);

    [LoggerMessage(LogLevel.Information, "A report on {Endpoint} was not taken: {Problem}")]
    private static partial void LogNoReport(ILogger logger, string problem, EndpointId endpoint);
}
