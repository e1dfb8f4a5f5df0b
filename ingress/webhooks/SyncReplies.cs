using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>
/// Writes the answer of a synchronous request, from the neutral messages as they are stored: a
/// redelivery gets the same.
/// </summary>
internal static class SyncReplies
{
    public static WebhookReply Write(
        BotEndpoint endpoint, ParsedItem.FromUser item, Acceptance outcome)
    {
        var connector = endpoint.Connector;
        return outcome.Status switch
        {
            AcceptanceStatus.Answered or AcceptanceStatus.Deferred =>
                Render(endpoint, item, outcome),
            AcceptanceStatus.Refused =>
                connector.Refuse(400, outcome.Reason ?? "the event was refused"),
            AcceptanceStatus.Busy => connector.Refuse(
                429, "too many messages of this user wait for an answer"),
            _ => connector.Refuse(503, outcome.Reason ?? "not now"),
        };
    }

    private static WebhookReply Render(
        BotEndpoint endpoint, ParsedItem.FromUser item, Acceptance outcome)
    {
        var inbound = item.Inbound;
        var rendered = RenderedReplies.Of(
            endpoint, outcome.Replies, inbound.ReplyAddress, inbound.Locale);
        return endpoint.Connector.Responder!.Respond(
            [.. rendered.Payloads.Select(payload => payload.Text)],
            rendered.Metadata,
            new SyncContext(endpoint.Settings, inbound.ReplyAddress, inbound.Locale)
            {
                ResponseId = outcome.ResponseId,
            });
    }
}
