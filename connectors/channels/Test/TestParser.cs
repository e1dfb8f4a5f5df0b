using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Test;

/// <summary>
/// Reads what one test user says. Whatever the request calls them, the user is a test user.
/// </summary>
internal sealed class TestParser : IEventParser
{
    /// <summary>Who talks where the request does not say.</summary>
    private const string Nobody = "tester";

    /// <summary>The longest event id of a client, in characters.</summary>
    private const int EventIdMax = 200;

    private static readonly UserProfile Profile = new(Test: true);

    private static readonly WebhookReply PostOnly =
        WebhookReply.Error(405, "only POST is allowed here") with
        {
            Headers = new Dictionary<string, string> { ["Allow"] = "POST" },
        };

    public ParseResult Parse(
        WebhookRequest request,
        EndpointSettings settings,
        Verification.Verified proof,
        DateTimeOffset now) => (request.Path, request.Method) switch
        {
            ("", "POST") => ParseBody(request, settings, now),
            ("", _) => new ParseResult.Answer(PostOnly),
            _ => new ParseResult.Malformed("nothing is at this address", 404),
        };

    private static ParseResult ParseBody(
        WebhookRequest request, EndpointSettings settings, DateTimeOffset now)
    {
        if (!Utf8.IsValid(request.Body.Span))
            return new ParseResult.Malformed("the body is not UTF-8");
        try
        {
            return JsonSerializer.Deserialize(request.Body.Span, TestJson.Default.TestRequest)
                is { } said
                    ? Read(said, request.Id, settings, now)
                    : new ParseResult.Malformed("the body is not a JSON object");
        }
        catch (JsonException failure)
        {
            return new ParseResult.Malformed(
                $"the body is not the JSON asked for, at {failure.Path}");
        }
        catch (InvalidOperationException)
        {
            return new ParseResult.Malformed("the body has a name that is not Unicode text");
        }
    }

    private static ParseResult Read(
        TestRequest said, string requestId, EndpointSettings settings, DateTimeOffset now)
    {
        var named = string.IsNullOrWhiteSpace(said.User) ? Nobody : said.User;
        // A user as an answer or a list names them is the same one.
        var user = named.StartsWith(SessionId.TestPrefix, StringComparison.Ordinal)
            ? named
            : SessionId.TestPrefix + named;
        if (!SessionId.TryCreate(settings.Endpoint, user, null, out _))
            return new ParseResult.Malformed(
                $"'user' is more than {SessionId.PartMax - SessionId.TestPrefix.Length}"
                + " characters, or not Unicode");
        if (said.EventId?.Length > EventIdMax)
            return new ParseResult.Malformed(
                $"'eventId' has more than {EventIdMax} characters");
        if (Happened(said, out var problem) is not { } happened)
            return new ParseResult.Malformed(problem);
        var inbound = new InboundEvent(
            // Two families that never meet: a client's own ids, and one for each request.
            string.IsNullOrEmpty(said.EventId) ? $"r:{requestId}" : $"e:{said.EventId}",
            now,
            happened,
            said.Locale,
            Profile,
            ActsAs: string.IsNullOrEmpty(said.As) ? null : said.As);
        return BoundsCheck.Excess(inbound) is { } excess
            ? new ParseResult.Malformed(excess)
            : new ParseResult.Events([new ParsedItem.FromUser(user, null, inbound, true)]);
    }

    private static UserEvent? Happened(TestRequest said, out string problem)
    {
        problem = "one of 'text', 'payload' and 'event' is required, and no more";
        UserEvent? happened = (said.Text, said.Payload, said.Event) switch
        {
            ({ } text, null, null) => new TextEvent(text),
            (null, { Length: > 0 } payload, null) => ChoicePayload.Parse(payload),
            (null, null, { } json) => Decode(json),
            _ => null,
        };
        if (happened is null && said is { Text: null, Payload: null, Event: not null })
            problem = "'event' is no event of a user";
        return happened;
    }

    /// <summary>
    /// Reads an event with the model's codec, which knows it within what comes with an event. Null:
    /// it is none of a user, such as what the bot says first, or what a channel says of replies.
    /// </summary>
    private static UserEvent? Decode(JsonElement happened)
    {
        var whole = new ArrayBufferWriter<byte>();
        whole.Write("""{"eventId":"","at":"1970-01-01T00:00:00Z","event":"""u8);
        whole.Write(JsonMarshal.GetRawUtf8Value(happened));
        whole.Write("}"u8);
        try
        {
            return MessageCodec.DecodeInbound(whole.WrittenSpan).Event switch
            {
                ProactiveEvent or UnsupportedEvent or DeliveredEvent or ReadEvent
                    or UndeliveredEvent or EchoedEvent => null,
                var known => known,
            };
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
