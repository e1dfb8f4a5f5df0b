using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// What comes over a socket: https://docs.slack.dev/apis/events-api/using-socket-mode. In an
/// envelope is what else would be posted to the endpoint's address.
/// </summary>
/// <param name="Type"><c>hello</c>, <c>disconnect</c>, or the kind of the envelope.</param>
/// <param name="Reason">Why Slack ends the connection.</param>
/// <param name="Content">
/// What is in it; the body of its acknowledgement goes back over the socket.
/// </param>
internal sealed record SlackFrame(string Type, string? Reason, ParseResult Content)
{
    public const string Hello = "hello";
    public const string Disconnect = "disconnect";

    /// <summary>An envelope and the body in it, one inside the other.</summary>
    private const int DepthMax = SlackParser.DepthMax + 2;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DepthMax };

    /// <summary>Reads a frame. Never throws.</summary>
    public static SlackFrame Read(ReadOnlyMemory<byte> frame, SlackScope scope)
    {
        try
        {
            if (!Utf8.IsValid(frame.Span))
                return Ignored("", "not a frame of Slack's");
            using var json = JsonDocument.Parse(frame, Options);
            return Read(json.RootElement, scope);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return Ignored("", "not a frame of Slack's");
        }
    }

    private static SlackFrame Read(JsonElement frame, SlackScope scope)
    {
        var type = frame.Text("type", SlackEnvelope.IdPartMax) ?? "";
        if (type is Hello or Disconnect)
            return Ignored(type, type) with
            {
                Reason = frame.Text("reason", SlackEnvelope.IdPartMax),
            };
        if (frame.Text("envelope_id", SlackEnvelope.IdPartMax) is not { Length: > 0 } id)
            return Ignored(type, "unknown frame");
        return new SlackFrame(type, null, Payload(type, frame.Member("payload"), scope) switch
        {
            ParseResult.Answer answer when frame.Flag("accepts_response_payload") =>
                new ParseResult.Answer(Answer(id, answer.Reply.Body)),
            ParseResult.Events events => events with { Acknowledgement = Answer(id, default) },
            // Slack would bring it again and again.
            _ => new ParseResult.Events([new ParsedItem.Ignored("malformed event")])
            {
                Acknowledgement = Answer(id, default),
            },
        });
    }

    private static ParseResult Payload(string type, JsonElement payload, SlackScope scope) =>
        type switch
        {
            "events_api" => SlackParser.ParseEvent(payload, scope),
            "interactive" => SlackActions.Read(payload, scope),
            "slash_commands" => new ParseResult.Events(
                [SlackCommands.Read(SlackForm.Read(payload), scope)]),
            _ => new ParseResult.Events([new ParsedItem.Ignored("unknown frame")]),
        };

    private static WebhookReply Answer(string envelope, ReadOnlyMemory<byte> payload)
    {
        var answer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(answer, SlackJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("envelope_id", envelope);
            if (!payload.IsEmpty)
            {
                json.WritePropertyName("payload");
                json.WriteRawValue(payload.Span);
            }
            json.WriteEndObject();
        }
        return WebhookReply.Json(200, answer.WrittenMemory);
    }

    private static SlackFrame Ignored(string type, string why) => new(
        type,
        null,
        new ParseResult.Events([new ParsedItem.Ignored(why)]));
}
