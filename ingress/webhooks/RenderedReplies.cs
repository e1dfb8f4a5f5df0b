using System.Globalization;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>Replies as they go over the wire, in an answer or on a stream.</summary>
/// <param name="Payloads">What the renderer wrote, each with the reply it is of.</param>
/// <param name="Metadata">The data for the client program; of two values the last counts.</param>
internal sealed record RenderedReplies(
    IReadOnlyList<(long Seq, string Text)> Payloads, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Messages that still grow, and have no place yet.</summary>
    public static IReadOnlyList<string> Of(
        BotEndpoint endpoint, IReadOnlyList<byte[]> messages, string? locale = null)
    {
        var context = new RenderContext(endpoint.Settings, MessageId: "", Locale: locale);
        return
        [
            .. messages.SelectMany(message => ConnectorRendering.Render(
                endpoint.Connector, MessageCodec.DecodeMessage(message), context)),
        ];
    }

    public static RenderedReplies Of(
        BotEndpoint endpoint,
        IReadOnlyList<StoredReply> replies,
        string? replyAddress,
        string? locale)
    {
        var payloads = new List<(long, string)>(replies.Count);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var reply in replies)
        {
            var message = MessageCodec.DecodeMessage(reply.Body);
            if (message is MetadataMessage data)
            {
                foreach (var (name, value) in data.Values)
                    metadata[name] = value;
                continue;
            }
            var context = new RenderContext(
                endpoint.Settings,
                reply.Seq.ToString(CultureInfo.InvariantCulture),
                replyAddress,
                locale);
            foreach (var text in ConnectorRendering.Render(endpoint.Connector, message, context))
                payloads.Add((reply.Seq, text));
        }
        return new RenderedReplies(payloads, metadata);
    }
}
