using System.Text;
using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>A recorded request and what is to be made of it, written as a case writes it.</summary>
internal static class InboundCase
{
    public static JsonNode Run(Connector connector, CaseFolder folder)
    {
        var settings = folder.Settings(connector);
        if (folder.IsOfConnection)
            return Write(connector.ConnectionOf(settings)!
                .Read(folder.Bytes("body"), settings, folder.Now));
        var request = folder.Request();
        var verdict = connector.Verifier.Verify(request, settings, folder.Keys(), folder.Now);
        var written = verdict is Verification.Verified proof
            ? Write(connector.Parser.Parse(request, settings, proof, folder.Now))
            : Write(verdict);
        if (verdict.Headers is { } headers)
            written["headers"] = new JsonObject(headers.Select(header =>
                KeyValuePair.Create(header.Key, (JsonNode?)header.Value)));
        if (folder.Expected["refusal"] is not null)
        {
            var wrong = (written["malformed"] ?? written["rejected"])!;
            written["refusal"] = Write(
                connector.Refuse((int)wrong["status"]!, (string)wrong["reason"]!));
        }
        return written;
    }

    private static JsonObject Write(Verification verdict) => verdict switch
    {
        Verification.Rejected rejected => new JsonObject
        {
            ["rejected"] = Refusal(rejected.Reason, rejected.Status),
        },
        Verification.Handshake handshake =>
            new JsonObject { ["handshake"] = Write(handshake.Reply) },
        Verification.NeedKeys keys => new JsonObject { ["needKeys"] = keys.Address.AbsoluteUri },
        _ => throw new InvalidOperationException($"{verdict} is not a verdict"),
    };

    private static JsonObject Write(ParseResult result) => result switch
    {
        ParseResult.Events events => Write(events),
        ParseResult.Malformed malformed => new JsonObject
        {
            ["malformed"] = Refusal(malformed.Reason, malformed.Status),
        },
        ParseResult.Install install => new JsonObject { ["install"] = install.Code },
        ParseResult.Answer answer => new JsonObject { ["answer"] = Write(answer.Reply) },
        ParseResult.OpenStream stream => Write(stream),
        ParseResult.Bridge bridge => new JsonObject { ["bridge"] = bridge.Endpoint },
        ParseResult.Cancel cancel => new JsonObject
        {
            ["cancel"] = new JsonObject
            {
                ["user"] = cancel.User,
                ["thread"] = cancel.Thread,
                ["eventId"] = cancel.EventId,
                ["stopped"] = Write(cancel.Stopped),
                ["nothingRan"] = Write(cancel.NothingRan),
            },
        },
        _ => throw new InvalidOperationException($"{result} is not a result"),
    };

    private static JsonObject Write(ParseResult.Events events)
    {
        var written = new JsonObject
        {
            ["events"] = new JsonArray([.. events.Items.Select(Write)]),
        };
        if (events.Acknowledgement != WebhookReply.Ok)
            written["acknowledgement"] = Write(events.Acknowledgement);
        return written;
    }

    private static JsonObject Write(ParsedItem item) => item switch
    {
        ParsedItem.FromUser user => Write(user),
        ParsedItem.FromEndpoint endpoint => Write(endpoint),
        ParsedItem.Ignored ignored => new JsonObject { ["ignored"] = ignored.Why },
        _ => throw new InvalidOperationException($"{item} is not an item"),
    };

    private static JsonObject Write(ParseResult.OpenStream stream)
    {
        var written = new JsonObject
        {
            ["user"] = stream.User,
            ["thread"] = stream.Thread,
            ["lastEventId"] = stream.LastEventId,
        };
        if (stream.Growing)
            written["growing"] = true;
        return new JsonObject { ["openStream"] = written };
    }

    private static JsonObject Write(ParsedItem.FromUser user)
    {
        var written = new JsonObject
        {
            ["user"] = user.User,
            ["thread"] = user.Thread,
            ["synchronous"] = user.Synchronous,
        };
        if (user.Streamed)
            written["streamed"] = true;
        written["inbound"] = JsonNode.Parse(MessageCodec.Encode(user.Inbound));
        return written;
    }

    private static JsonObject Write(ParsedItem.FromEndpoint endpoint)
    {
        var written = new JsonObject
        {
            ["endpointEvent"] = endpoint.EventId,
            ["kind"] = endpoint.Kind,
            ["json"] = JsonNode.Parse(endpoint.Json),
        };
        if (endpoint.Revokes)
            written["revokes"] = true;
        if (endpoint.Account is { } account)
            written["account"] = account;
        return written;
    }

    public static JsonObject Write(WebhookReply reply)
    {
        var written = new JsonObject { ["status"] = reply.Status };
        if (reply.ContentType is not null)
            written["contentType"] = reply.ContentType;
        foreach (var (name, value) in reply.Headers ?? new Dictionary<string, string>())
            written[name] = value;
        if (!reply.Body.IsEmpty)
            written["body"] = CaseFolder.Value(Encoding.UTF8.GetString(reply.Body.Span));
        return written;
    }

    private static JsonObject Refusal(string reason, int status) =>
        new() { ["reason"] = reason, ["status"] = status };
}
