using Microsoft.Extensions.Logging;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.GrainInterfaces.Streams;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>Hands the events of one request to their sessions, and makes its answer.</summary>
public sealed partial class EventDelivery(
    SessionGateway sessions,
    EndpointGateway endpoints,
    EventGate gate,
    IngressMetrics metrics,
    TimeProvider clock,
    ILogger<EventDelivery> logger)
{
    // How many sessions of one request are asked at once, at least.
    private const int SessionsMin = 16;
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(1);

    private long loggedAt = clock.GetTimestamp() - (long)(
        LogEvery.TotalSeconds * clock.TimestampFrequency);

    /// <summary>
    /// Delivers what a parser read: sessions side by side, the events of one session one after
    /// another. One bad event does not fail its neighbours.
    /// </summary>
    /// <returns>The answer to the request.</returns>
    public async Task<WebhookReply> Deliver(BotEndpoint endpoint, ParseResult.Events events)
    {
        // One event of a user is nearly every request there is.
        if (events.Items is [ParsedItem.FromUser only])
        {
            var acceptance = await Deliver(endpoint, only);
            return only.Synchronous ? SyncReplies.Write(endpoint, only, acceptance)
                : acceptance.Status == AcceptanceStatus.Unavailable
                    ? Unavailable(endpoint, acceptance)
                    : events.Acknowledgement;
        }
        return await DeliverAll(endpoint, events.Items) is { } failed
            ? Unavailable(endpoint, failed)
            : events.Acknowledgement;
    }

    /// <summary>Delivers what came over a connection we opened: nobody waits for replies.</summary>
    /// <returns>Whether all of it is on disk, or left out for good.</returns>
    public async Task<bool> Take(BotEndpoint endpoint, IReadOnlyList<ParsedItem> items) =>
        await DeliverAll(endpoint, [.. items.Select(Asynchronous)]) is null;

    /// <summary>Tells the story that runs for a user to stop.</summary>
    public async Task<WebhookReply> Cancel(BotEndpoint endpoint, ParseResult.Cancel cancel)
    {
        if (!SessionId.TryCreate(endpoint.Id, cancel.User, cancel.Thread, out var session)
            || session.IsTest != endpoint.Capabilities.TestUsers)
            return endpoint.Connector.Refuse(400, "the user or thread id is not one");
        return await sessions.Cancel(session, cancel.EventId) switch
        {
            true => cancel.Stopped,
            false => cancel.NothingRan,
            null => endpoint.Connector.Refuse(503, "the session cannot be reached"),
        };
    }

    private static ParsedItem Asynchronous(ParsedItem item) =>
        item is ParsedItem.FromUser user ? user with { Synchronous = false } : item;

    /// <summary>Delivers some items; the one that could not be delivered, or null.</summary>
    private async Task<Acceptance?> DeliverAll(
        BotEndpoint endpoint, IReadOnlyList<ParsedItem> items)
    {
        var sessions = items.OfType<ParsedItem.FromUser>()
            .GroupBy(item => (item.User, item.Thread))
            .Select(session => session.ToArray());
        Acceptance? failed = null;
        // A thousand events of one request wait for each other rather than fill the door.
        var together = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(SessionsMin, gate.Bound / 2),
        };
        await Parallel.ForEachAsync(sessions, together, async (session, _) =>
        {
            if (await DeliverInOrder(endpoint, session) is { } refused)
                Interlocked.CompareExchange(ref failed, refused, null);
        });
        var others = await DeliverOthers(endpoint, items);
        return failed ?? others.FirstOrDefault(
            outcome => outcome.Status == AcceptanceStatus.Unavailable);
    }

    // One that was not taken comes again, and those after it with it: none overtakes it.
    private async Task<Acceptance?> DeliverInOrder(
        BotEndpoint endpoint, IReadOnlyList<ParsedItem.FromUser> events)
    {
        foreach (var item in events)
            if (await Deliver(endpoint, item) is
                { Status: AcceptanceStatus.Unavailable } refused)
                return refused;
        return null;
    }

    /// <summary>Delivers one event, and waits for its replies where it is synchronous.</summary>
    internal async Task<Acceptance> Deliver(
        BotEndpoint endpoint, ParsedItem.FromUser item, IReplyTarget? shownTo = null)
    {
        if (!SessionId.TryCreate(endpoint.Id, item.User, item.Thread, out var session))
            return Excess(endpoint, "the user or thread id is not one");
        if (session.IsTest != endpoint.Capabilities.TestUsers)
            return Excess(endpoint, "the user id is one of test users, or should be");
        if (BoundsCheck.Excess(item.Inbound) is { } excess)
            return Excess(endpoint, excess);
        if (item.Inbound.Event is ProactiveEvent)
            return Excess(endpoint, "no channel brings what the bot says");
        metrics.Event(endpoint, item.Inbound.Event);
        var outcome = item.Inbound.Event switch
        {
            // Says nothing that outlives the moment.
            TypingEvent => Acceptance.Durable,
            DeliveredEvent or ReadEvent or UndeliveredEvent or EchoedEvent =>
                await sessions.DeliverReceipt(session, item.Inbound)
                    ? Acceptance.Durable
                    : Acceptance.Unavailable("a receipt could not be written"),
            _ when item.Synchronous => await sessions.Deliver(endpoint, session, item, shownTo),
            _ => await DeliverGated(endpoint, session, item),
        };
        if (outcome.Status == AcceptanceStatus.Unavailable)
            Refused(endpoint, outcome.Reason ?? "");
        return outcome;
    }

    private async Task<Acceptance> DeliverGated(
        BotEndpoint endpoint, SessionId session, ParsedItem.FromUser item)
    {
        if (!gate.TryEnter())
            return Acceptance.Unavailable("the node is full");
        var since = clock.GetTimestamp();
        Acceptance? outcome = null;
        try
        {
            return outcome = await sessions.Deliver(endpoint, session, item);
        }
        finally
        {
            gate.Leave(since, counts: outcome is { Early: false });
        }
    }

    // All are counted; under load the log would else be one more burden.
    private void Refused(BotEndpoint endpoint, string reason)
    {
        metrics.Unavailable(endpoint);
        var last = Interlocked.Read(ref loggedAt);
        if (clock.GetElapsedTime(last) >= LogEvery
            && Interlocked.CompareExchange(ref loggedAt, clock.GetTimestamp(), last) == last)
            LogUnavailable(logger, endpoint.Id, reason);
    }

    private Acceptance Excess(BotEndpoint endpoint, string reason)
    {
        LogLeftOut(logger, endpoint.Id, reason);
        metrics.Ignored(endpoint, "out of bounds");
        return new Acceptance(AcceptanceStatus.Refused, [], reason);
    }

    // Noise is counted; what the channel says of the endpoint itself goes to its grain.
    private async Task<IReadOnlyList<Acceptance>> DeliverOthers(
        BotEndpoint endpoint, IReadOnlyList<ParsedItem> items)
    {
        var outcomes = new List<Acceptance>();
        foreach (var item in items)
            if (item is ParsedItem.Ignored ignored)
                metrics.Ignored(endpoint, ignored.Why);
            else if (item is ParsedItem.FromEndpoint notice)
                outcomes.Add(await endpoints.Deliver(endpoint, notice)
                    ? Acceptance.Durable
                    : Acceptance.Unavailable("the endpoint cannot be reached"));
        return outcomes;
    }

    private static WebhookReply Unavailable(BotEndpoint endpoint, Acceptance outcome) =>
        endpoint.Connector.Refuse(503, outcome.Reason ?? "not now");

    [LoggerMessage(LogLevel.Information, "An event of {Endpoint} was left out: {Reason}")]
    private static partial void LogLeftOut(ILogger logger, EndpointId endpoint, string reason);

    [LoggerMessage(LogLevel.Warning, "An event of {Endpoint} could not be taken: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, EndpointId endpoint, string reason);
}
