using System.Text.Json;
using System.Text.Unicode;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.NewChannel;

/// <summary>
/// Reads a batch of events. A bad event is ignored by its reason and hides no neighbour; only a
/// body that is no batch at all is refused.
/// </summary>
internal sealed class NewChannelParser : IEventParser
{
    /// <summary>The vendor's name of the array of events.</summary>
    private const string EventsName = "events";

    /// <summary>The most events of one request.</summary>
    private const int EventsMax = 1_000;

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
                || events.ValueKind != JsonValueKind.Array)
                return new ParseResult.Malformed($"the body has no array '{EventsName}'");
            if (events.GetArrayLength() > EventsMax)
                return new ParseResult.Malformed($"more than {EventsMax} '{EventsName}'");
            return new ParseResult.Events(
                [.. events.EnumerateArray().Select(one => ParseOne(one, settings, now))]);
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
        JsonElement one, EndpointSettings settings, DateTimeOffset now)
    {
        try
        {
            return Read(one, now) is { } read
                ? Check(read, settings)
                : new ParsedItem.Ignored("NewChannelParser.Read is not written yet");
        }
        // Half a character in a text or a name: \ud83d alone.
        catch (InvalidOperationException)
        {
            return new ParsedItem.Ignored("no Unicode text");
        }
    }

    /// <summary>Nothing that has no user, or is over a bound, reaches a session.</summary>
    private static ParsedItem Check(NewChannelEvent read, EndpointSettings settings)
    {
        // The same person under two accounts is two users; an account must not hold the colon.
        var user = $"{read.Account}:{read.From}";
        if (!SessionId.TryCreate(settings.Endpoint, user, thread: null, out _))
            return new ParsedItem.Ignored("no user, or a long one");
        var address = JsonSerializer.Serialize(
            new NewChannelAddress(read.Account, read.From),
            NewChannelJson.Default.NewChannelAddress);
        var inbound = new InboundEvent(read.Id, read.At, read.Event, ReplyAddress: address);
        return BoundsCheck.Excess(inbound) is null
            ? new ParsedItem.FromUser(user, null, inbound, Synchronous: false)
            : new ParsedItem.Ignored("over a bound");
    }

    /// <summary>
    /// Reads one event by its kind: the id the vendor sends again when it delivers again, the
    /// account, the sender, the time (<paramref name="now"/> where it has none) and what happened.
    /// A kind that is not known is kept: an <see cref="UnsupportedEvent"/> with the raw JSON. Not
    /// written yet: nothing is read.
    /// </summary>
    private static NewChannelEvent? Read(JsonElement one, DateTimeOffset now) => null;
}
