using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Loopback;

/// <summary>
/// Reads a batch of events of many users. A bad event is ignored by its reason; only a body that
/// is no batch at all is refused.
/// </summary>
internal sealed class LoopbackParser : IEventParser
{
    /// <summary>The most events of one request.</summary>
    private const int EventsMax = 1_000;

    /// <summary>How deep a body may be nested.</summary>
    private const int DepthMax = 64;

    private static readonly long EarliestMilliseconds =
        DateTimeOffset.MinValue.ToUnixTimeMilliseconds();

    private static readonly long LatestMilliseconds =
        DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

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
            ("", "POST") => ParseBody(request.Body, settings, now),
            ("", _) => new ParseResult.Answer(PostOnly),
            _ => new ParseResult.Malformed("nothing is at this address", 404),
        };

    private static ParseResult ParseBody(
        ReadOnlyMemory<byte> body, EndpointSettings settings, DateTimeOffset now)
    {
        if (!Utf8.IsValid(body.Span))
            return new ParseResult.Malformed("the body is not UTF-8");
        try
        {
            using var json = JsonDocument.Parse(
                body, new JsonDocumentOptions { MaxDepth = DepthMax });
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("events", out var events)
                || events.ValueKind != JsonValueKind.Array)
                return new ParseResult.Malformed("the body is no object with an array 'events'");
            if (events.GetArrayLength() > EventsMax)
                return new ParseResult.Malformed($"'events' has more than {EventsMax} items");
            return new ParseResult.Events(
                [.. events.EnumerateArray().Select(one => ParseOne(one, settings, now))]);
        }
        catch (JsonException error)
        {
            return new ParseResult.Malformed(
                $"the body is not JSON, or deeper than {DepthMax}; see line "
                + $"{(error.LineNumber ?? 0) + 1}, byte {(error.BytePositionInLine ?? 0) + 1}");
        }
        catch (InvalidOperationException)
        {
            return new ParseResult.Malformed("the body has a name that is not Unicode text");
        }
    }

    private static ParsedItem ParseOne(
        JsonElement one, EndpointSettings settings, DateTimeOffset now)
    {
        try
        {
            if (one.ValueKind != JsonValueKind.Object)
                return new ParsedItem.Ignored("no object");
            if (!TryText(one, "id", out var id)
                || id is null or { Length: 0 or > Bounds.EventIdMax })
                return new ParsedItem.Ignored("no id, or a long one");
            return Find(one, "endpointEvent") is { } kind
                ? ParseEndpointEvent(one, id, kind)
                : ParseUserEvent(one, id, settings, now);
        }
        // Half a character in a text or a name: \ud83d alone.
        catch (InvalidOperationException)
        {
            return new ParsedItem.Ignored("no Unicode text");
        }
    }

    private static ParsedItem ParseEndpointEvent(JsonElement one, string id, JsonElement kind)
    {
        var revokes = Find(one, "revokes");
        if (kind.ValueKind != JsonValueKind.String
            || revokes is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
            return new ParsedItem.Ignored("no event of an endpoint");
        var named = kind.GetString()!;
        var raw = one.GetRawText();
        return named.Length is 0 or > Bounds.LabelMax || raw.Length > Bounds.RawMax
            ? new ParsedItem.Ignored("over a bound")
            : new ParsedItem.FromEndpoint(
                id, named, raw, revokes is { ValueKind: JsonValueKind.True });
    }

    private static ParsedItem ParseUserEvent(
        JsonElement one, string id, EndpointSettings settings, DateTimeOffset now)
    {
        if (!TryText(one, "user", out var user) || !TryText(one, "thread", out var thread))
            return new ParsedItem.Ignored("no user, or no thread");
        if (!settings.Flag(LoopbackSettings.Threads))
            thread = null;
        if (!SessionId.TryCreate(settings.Endpoint, user, thread, out _))
            return new ParsedItem.Ignored("no user, or no thread");
        if (!TryTime(one, now, out var at))
            return new ParsedItem.Ignored("no time");
        if (!TryText(one, "locale", out var locale))
            return new ParsedItem.Ignored("no locale");
        if (Decode(one) is not { } happened)
            return new ParsedItem.Ignored("no event of the model");
        var address = JsonSerializer.Serialize(
            new LoopbackAddress(user!, thread), LoopbackJson.Default.LoopbackAddress);
        var inbound = new InboundEvent(id, at, happened, locale, ReplyAddress: address);
        return BoundsCheck.Excess(inbound) is null
            ? new ParsedItem.FromUser(user!, thread, inbound, Synchronous: false)
            : new ParsedItem.Ignored("over a bound");
    }

    /// <summary>
    /// Reads the member <c>event</c> with the model's codec, which knows it within what comes with
    /// an event. Null: it is none.
    /// </summary>
    private static UserEvent? Decode(JsonElement one)
    {
        if (Find(one, "event") is not { } happened)
            return null;
        var whole = new ArrayBufferWriter<byte>();
        whole.Write("""{"eventId":"","at":"1970-01-01T00:00:00Z","event":"""u8);
        whole.Write(JsonMarshal.GetRawUtf8Value(happened));
        whole.Write("}"u8);
        try
        {
            return MessageCodec.DecodeInbound(whole.WrittenSpan).Event;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A time in unix milliseconds; missing: now.</summary>
    private static bool TryTime(JsonElement one, DateTimeOffset now, out DateTimeOffset at)
    {
        at = now;
        if (Find(one, "at") is not { } value)
            return true;
        if (value.ValueKind != JsonValueKind.Number
            || !value.TryGetInt64(out var milliseconds)
            || milliseconds < EarliestMilliseconds || milliseconds > LatestMilliseconds)
            return false;
        at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }

    /// <summary>A text, or null where it is missing; false: it is something else.</summary>
    private static bool TryText(JsonElement one, string name, out string? text)
    {
        var value = Find(one, name);
        text = value is { ValueKind: JsonValueKind.String } given ? given.GetString() : null;
        return value is null || text is not null;
    }

    private static JsonElement? Find(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}
