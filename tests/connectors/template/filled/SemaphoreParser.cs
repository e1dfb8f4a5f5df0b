using System.Text.Json;
using System.Text.Unicode;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Semaphore;

/// <summary>
/// Reads a batch of events. A bad event is ignored by its reason and hides no neighbour; only a
/// body that is no batch at all is refused.
/// </summary>
internal sealed class SemaphoreParser : IEventParser
{
    /// <summary>The vendor's name of the array.</summary>
    private const string EventsName = "signals";

    /// <summary>The most events of one request.</summary>
    private const int EventsMax = 1_000;

    /// <summary>The last second of the year 9999.</summary>
    private const long LatestSeconds = 253_402_300_799;

    /// <summary>How deep a body may be nested.</summary>
    private const int DepthMax = 64;

    public ParseResult Parse(
        WebhookRequest request,
        EndpointSettings settings,
        Verification.Verified proof,
        DateTimeOffset now) => (request.Path, request.Method) switch
        {
            ("", "POST") => ParseBody(request.Body, settings, now),
            ("", _) => new ParseResult.Malformed("only POST is allowed here", 405),
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
                || !json.RootElement.TryGetProperty(EventsName, out var events)
                || events.ValueKind != JsonValueKind.Array
                || Text(json.RootElement, "station") is not { } station
                // It parts the station from the name in the ids of users.
                || station.Contains(':', StringComparison.Ordinal))
                return new ParseResult.Malformed($"no station, or no array '{EventsName}'");
            if (events.GetArrayLength() > EventsMax)
                return new ParseResult.Malformed($"more than {EventsMax} '{EventsName}'");
            return new ParseResult.Events(
                [.. events.EnumerateArray().Select(one => ParseOne(one, station, settings, now))]);
        }
        catch (JsonException)
        {
            return new ParseResult.Malformed($"the body is not JSON, or deeper than {DepthMax}");
        }
        catch (InvalidOperationException)
        {
            return new ParseResult.Malformed("the body has a name that is not Unicode text");
        }
    }

    private static ParsedItem ParseOne(
        JsonElement one, string station, EndpointSettings settings, DateTimeOffset now)
    {
        try
        {
            if (Text(one, "id") is not { } id || Text(one, "from") is not { } from)
                return new ParsedItem.Ignored("no id, or no sender");
            if (!TryTime(one, now, out var at))
                return new ParsedItem.Ignored("no time");
            if (Read(one) is not { } happened)
                return new ParsedItem.Ignored("no signal of its kind");
            var address = new SemaphoreAddress(station, from);
            // A station delivers a signal again under the id it had; ids are its own.
            return Check(
                address,
                new InboundEvent($"{station}:{id}", at, happened, ReplyAddress: address.ToJson()),
                settings);
        }
        // Half a character in a text or a name: \ud83d alone.
        catch (InvalidOperationException)
        {
            return new ParsedItem.Ignored("no Unicode text");
        }
    }

    /// <summary>Nothing that has no user, or is over a bound, reaches a session.</summary>
    private static ParsedItem Check(
        SemaphoreAddress address, InboundEvent inbound, EndpointSettings settings) =>
        !SessionId.TryCreate(settings.Endpoint, address.User, thread: null, out _)
            ? new ParsedItem.Ignored("no user, or a long one")
            : BoundsCheck.Excess(inbound) is not null
                ? new ParsedItem.Ignored("over a bound")
                : new ParsedItem.FromUser(address.User, null, inbound, Synchronous: false);

    /// <summary>What happened; null: a known kind without what it needs.</summary>
    private static UserEvent? Read(JsonElement one) => Text(one, "kind") switch
    {
        "text" => Text(one, "text") is { } text ? new TextEvent(text) : null,
        "choice" => ReadChoice(Text(one, "payload"), Text(one, "label")),
        "image" => Text(one, "url") is { } url
            ? new AttachmentsEvent([new Attachment(MediaKind.Image, url)], Text(one, "caption"))
            : null,
        "receipt" => ReadReceipt(one, Text(one, "signal")),
        // Kinds of tomorrow are kept.
        { } kind => new UnsupportedEvent(kind, one.GetRawText()),
        null => null,
    };

    private static UserEvent? ReadChoice(string? payload, string? label) => (payload, label) switch
    {
        ({ } given, _) => ChoicePayload.Parse(given) with { Title = label },
        // A button without a payload says what stands on it.
        (null, { } said) => new TextEvent(said),
        _ => null,
    };

    private static UserEvent? ReadReceipt(JsonElement one, string? signal) => signal is null
        ? null
        : Text(one, "status") switch
        {
            "delivered" => new DeliveredEvent([signal]),
            "read" => new ReadEvent([signal]),
            "failed" => new UndeliveredEvent([signal], Text(one, "reason")),
            _ => null,
        };

    /// <summary>A time in unix seconds; missing: now.</summary>
    private static bool TryTime(JsonElement one, DateTimeOffset now, out DateTimeOffset at)
    {
        at = now;
        if (!one.TryGetProperty("sentAt", out var value))
            return true;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var seconds)
            || seconds is < 0 or > LatestSeconds)
            return false;
        at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    /// <summary>A text that is not empty; null: it is missing, or something else.</summary>
    private static string? Text(JsonElement one, string name) =>
        one.ValueKind == JsonValueKind.Object
        && one.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
