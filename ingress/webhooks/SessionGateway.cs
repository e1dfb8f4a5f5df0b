using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.GrainInterfaces.Streams;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>
/// Brings an event into its session and waits as long as the channel does. Every call of the
/// session is short; a longer wait is a repeated call, which joins the same turn.
/// </summary>
public sealed partial class SessionGateway(
    IClusterClient cluster,
    IOptions<IngressOptions> options,
    TimeProvider clock,
    ILogger<SessionGateway> logger)
{
    private const string AnyKey = "any";

    private readonly IngressOptions limits = options.Value;

    // Found once: asked by type, Orleans reads the interface's attributes at every call. Not at
    // the start: an ingress node learns from the first silo what grains there are.
    private GrainReference? any;

    /// <summary>Delivers one event.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="session">The session.</param>
    /// <param name="item">The event.</param>
    /// <param name="shownTo">Where the answer is shown while it grows; null: nowhere.</param>
    /// <returns>How far it is: never pending, and unavailable only after a second try.</returns>
    public async Task<Acceptance> Deliver(
        BotEndpoint endpoint,
        SessionId session,
        ParsedItem.FromUser item,
        IReplyTarget? shownTo = null)
    {
        var capabilities = endpoint.Capabilities;
        var patience = item.Streamed ? limits.StreamedWithin
            : item.Synchronous ? capabilities.AckDeadline
            : Min(capabilities.AckDeadline / 2, limits.CallBudget);
        var arrival = new Arrival(
            item.Inbound.EventId,
            MessageCodec.Encode(item.Inbound),
            item.Synchronous ? WaitFor.Reply : WaitFor.Durable,
            Min(patience, limits.CallBudget))
        {
            Inbound = item.Inbound,
            ShownTo = shownTo,
        };
        var begun = clock.GetTimestamp();
        var retried = false;
        while (true)
        {
            var outcome = await Accept(session, arrival);
            var failed = outcome.Status == AcceptanceStatus.Unavailable;
            if ((failed && retried) || (!failed && outcome.Status != AcceptanceStatus.Pending))
                return outcome;
            retried |= failed;
            var left = patience - clock.GetElapsedTime(begun);
            // A channel that takes no reply in the answer must never be asked for one: the reply
            // would count as answered and reach nobody.
            if (left <= TimeSpan.Zero && !item.Synchronous)
                return failed
                    ? outcome
                    : Acceptance.Unavailable("the event did not become durable in time");
            arrival = left > TimeSpan.Zero
                ? arrival with { Budget = Min(left, limits.CallBudget) }
                : arrival with { Wait = WaitFor.ReplyOrDeferral };
        }
    }

    /// <summary>Delivers what the channel says of replies it took before.</summary>
    /// <returns>Whether it may be acknowledged.</returns>
    public async Task<bool> DeliverReceipt(SessionId session, InboundEvent receipt)
    {
        try
        {
            return await Grain(session).TakeReceipt(MessageCodec.Encode(receipt));
        }
        catch (Exception failure)
        {
            LogCallFailed(logger, failure);
            return false;
        }
    }

    /// <summary>Tells the story that runs to stop.</summary>
    /// <param name="session">The session.</param>
    /// <param name="eventId">Only the story of this event; null: whichever runs.</param>
    /// <returns>Whether one was told; null: the session cannot be reached.</returns>
    public async Task<bool?> Cancel(SessionId session, string? eventId)
    {
        try
        {
            return await Grain(session).Cancel(eventId);
        }
        catch (Exception failure)
        {
            LogCallFailed(logger, failure);
            return null;
        }
    }

    private IUserSession Grain(SessionId session)
    {
        any ??= (GrainReference)cluster.GetGrain<IUserSession>(AnyKey);
        return (IUserSession)cluster.GetGrain(
            GrainId.Create(any.GrainId.Type, session.ToString()), any.InterfaceType);
    }

    private async Task<Acceptance> Accept(SessionId session, Arrival arrival)
    {
        try
        {
            return await Grain(session).Accept(arrival);
        }
        catch (Exception failure)
        {
            // A node that died, a store that cannot be read, a call that took too long: the event
            // is not acknowledged, and the channel brings it again.
            LogCallFailed(logger, failure);
            return Acceptance.Unavailable("the session cannot be reached");
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(LogLevel.Warning, "A call of a session failed; it is made again once")]
    private static partial void LogCallFailed(ILogger logger, Exception failure);
}
