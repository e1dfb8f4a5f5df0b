using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Reads all that Slack sends to the endpoint's one address: events as JSON, clicks as JSON in a
/// form, commands as a form.
/// </summary>
internal sealed class SlackParser : IEventParser
{
    /// <summary>How deep a body may be nested.</summary>
    public const int DepthMax = 64;

    /// <summary>Longer than any challenge of Slack's.</summary>
    private const int ChallengeMax = 1_000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DepthMax };

    public ParseResult Parse(
        WebhookRequest request,
        EndpointSettings settings,
        Verification.Verified proof,
        DateTimeOffset now)
    {
        if (SlackInstall.IsCallback(request, settings))
            return SlackInstall.Read(request);
        if (request.Path.Length > 0)
            return new ParseResult.Malformed("nothing is at this address", 404);
        if (request.Method != "POST")
            return new ParseResult.Malformed("only POST is taken here", 405);
        if (request.Body.IsEmpty)
            return new ParseResult.Malformed("the body is empty");
        if (!Utf8.IsValid(request.Body.Span))
            return new ParseResult.Malformed("the body is not UTF-8");
        try
        {
            return request.Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..]
                ? ParseEvent(request.Body, new SlackScope(settings, now))
                : ParseForm(SlackForm.Read(request.Body), new SlackScope(settings, now));
        }
        catch (JsonException)
        {
            return new ParseResult.Malformed(
                $"the body is not JSON, or deeper than {DepthMax}");
        }
        catch (InvalidOperationException)
        {
            return new ParseResult.Malformed("the body has a name that is not Unicode text");
        }
    }

    private static ParseResult ParseEvent(ReadOnlyMemory<byte> body, SlackScope scope)
    {
        using var json = JsonDocument.Parse(body, Options);
        return ParseEvent(json.RootElement, scope);
    }

    /// <summary>Reads a body of the Events API.</summary>
    public static ParseResult ParseEvent(JsonElement root, SlackScope scope) =>
        root.Text("type") switch
        {
            "url_verification" => Challenge(root),
            "event_callback" => One(SlackEvents.Read(root, scope)),
            "app_rate_limited" => One(SlackEvents.RateLimited(root, scope)),
            null => new ParseResult.Malformed("'type' is missing"),
            _ => Ignored("unknown type"),
        };

    private static ParseResult ParseForm(SlackForm form, SlackScope scope)
    {
        if (form["payload"] is { } payload)
        {
            using var json = JsonDocument.Parse(payload, Options);
            return SlackActions.Read(json.RootElement, scope);
        }
        return form["command"] is null
            ? new ParseResult.Malformed("the body is neither JSON nor a form of Slack's")
            : One(SlackCommands.Read(form, scope));
    }

    private static ParseResult Challenge(JsonElement root)
    {
        if (root.Text("challenge", ChallengeMax) is not { } challenge)
            return new ParseResult.Malformed("'challenge' is missing");
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, SlackJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("challenge", challenge);
            json.WriteEndObject();
        }
        return new ParseResult.Answer(WebhookReply.Json(200, body.WrittenMemory));
    }

    private static ParseResult.Events One(ParsedItem item) => new([item]);

    private static ParseResult.Events Ignored(string why) => One(new ParsedItem.Ignored(why));
}
