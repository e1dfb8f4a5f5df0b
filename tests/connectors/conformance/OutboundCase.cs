using System.Text;
using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>Bot messages and what they are on the wire, written as a case writes it.</summary>
internal static class OutboundCase
{
    public static JsonNode Run(Connector connector, CaseFolder folder)
    {
        var settings = folder.Settings(connector);
        var messages = Messages(folder.Require("message.json"));
        var given = folder.Read("context.json");
        var context = new RenderContext(
            settings,
            (string?)given?["messageId"] ?? "message-1",
            (string?)given?["replyAddress"],
            (string?)given?["locale"])
        {
            Proactive = (bool?)given?["proactive"] ?? false,
        };
        var payloads = messages
            .SelectMany(message => ConnectorRendering.Render(connector, message, context))
            .ToArray();
        var written = new JsonObject
        {
            ["payloads"] = new JsonArray([.. payloads.Select(CaseFolder.Value)]),
        };
        if (folder.Expected["answer"] is not null)
            written["answer"] = InboundCase.Write(connector.Responder!.Respond(
                payloads,
                ConnectorRendering.Metadata(messages),
                new SyncContext(settings, context.ReplyAddress, context.Locale)));
        return written;
    }

    /// <summary>One message, or an array of those of one turn.</summary>
    private static BotMessage[] Messages(JsonNode node) =>
        [.. (node is JsonArray many ? many.AsEnumerable() : [node])
            .Select(one => Encoding.UTF8.GetBytes(one!.ToJsonString()))
            .Select(bytes => MessageCodec.DecodeMessage(bytes))];
}
