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
                Render(endpoint, item, outcome.Replies),
            AcceptanceStatus.Refused =>
                connector.Refuse(400, outcome.Reason ?? "the event was refused"),
            AcceptanceStatus.Busy => connector.Refuse(
                429, "too many messages of this user wait for an answer"),
            _ => connector.Refuse(503, outcome.Reason ?? "not now"),
        };
    }

    private static WebhookReply Render(
        BotEndpoint endpoint, ParsedItem.FromUser item, IReadOnlyList<StoredReply> replies)
    {
        var payloads = new List<string>(replies.Count);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var reply in replies)
        {
            var message = MessageCodec.DecodeMessage(reply.Body);
            if (message is MetadataMessage data)
                foreach (var (name, value) in data.Values)
                    metadata[name] = value;
            else
                payloads.AddRange(ConnectorRendering.Render(
                    endpoint.Connector, message, Context(endpoint, item, reply)));
        }
        return endpoint.Connector.Responder!.Respond(
            payloads,
            metadata,
            new SyncContext(endpoint.Settings, item.Inbound.ReplyAddress, item.Inbound.Locale));
    }

    private static RenderContext Context(
        BotEndpoint endpoint, ParsedItem.FromUser item, StoredReply reply) => new(
        endpoint.Settings,
        reply.Seq.ToString(System.Globalization.CultureInfo.InvariantCulture),
        item.Inbound.ReplyAddress,
        item.Inbound.Locale);
}
