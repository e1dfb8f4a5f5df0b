using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Reads Tock's web request. Neither Content-Type nor Content-Encoding is looked at: curl sends
/// the type of a form, and Tock's Flutter kit an encoding that does not exist.
/// </summary>
internal sealed class WebParser : IEventParser
{
    /// <summary>Where a stream is opened.</summary>
    public const string StreamPath = "sse";

    /// <summary>Where a request is answered by a stream of its own.</summary>
    public const string DirectPath = "sse/direct";

    /// <summary>Where it is asked whether the endpoint is there.</summary>
    public const string HealthPath = "healthcheck";

    /// <summary>Where a user stops the story that runs for them.</summary>
    public const string CancelPath = "cancel";

    /// <summary>
    /// A header that has the request's JSON, at <see cref="DirectPath"/>: a GET has no body.
    /// </summary>
    public const string MessageHeader = "message";

    /// <summary>The longest event id of a client, in characters.</summary>
    public const int EventIdMax = 200;

    /// <summary>How deep a body may be nested.</summary>
    private const int DepthMax = 32;

    private static readonly Dictionary<string, string> NoParameters = [];

    public ParseResult Parse(
        WebhookRequest request,
        EndpointSettings settings,
        Verification.Verified proof,
        DateTimeOffset now) => (request.Path, request.Method) switch
        {
            ("", "POST") => ParseBody(
                request.Body, fields => ParseMessage(fields, request, settings, proof, now)),
            ("", _) => NotAllowed(request.Method, "POST"),
            (HealthPath, "GET" or "HEAD") => new ParseResult.Answer(WebhookReply.Ok),
            (WebOpenApi.Path, "GET") => new ParseResult.Answer(WebOpenApi.Write(settings)),
            (WebOpenApi.Path or HealthPath, _) => NotAllowed(request.Method, "GET"),
            // 404 is what makes the kits give up the stream and use POST.
            (StreamPath or DirectPath, _) when !settings.Flag(WebSettings.Streams) =>
                new ParseResult.Malformed("streams are off here", 404),
            (StreamPath, "GET") => ParseStream(request, proof),
            (StreamPath, _) => NotAllowed(request.Method, "GET"),
            (DirectPath, _) => ParseBody(
                Direct(request), fields => ParseMessage(fields, request, settings, proof, now)),
            (CancelPath, "POST") => ParseBody(
                request.Body, fields => ParseCancel(fields, proof)),
            (CancelPath, _) => NotAllowed(request.Method, "POST"),
            _ => new ParseResult.Malformed("nothing is at this address", 404),
        };

    // The kits write userid, Tock's own constant is userId.
    private static ParseResult ParseStream(WebhookRequest request, Verification.Verified proof)
    {
        var user = proof.User ?? WebQuery.Single(request.Query, "userId");
        if (string.IsNullOrWhiteSpace(user))
            return new ParseResult.Malformed("'userId' is required, once");
        if (user.Length > SessionId.PartMax)
            return new ParseResult.Malformed(
                $"'userId' has more than {SessionId.PartMax} characters");
        var last = request.Header("Last-Event-ID")
            ?? WebQuery.Single(request.Query, "lastEventId");
        var growing = WebQuery.Single(request.Query, "growing");
        return new ParseResult.OpenStream(user, Thread: null, last)
        {
            Growing = string.Equals(growing, "true", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static ReadOnlyMemory<byte> Direct(WebhookRequest request) =>
        request.Body.IsEmpty && request.Header(MessageHeader) is { } message
            ? Encoding.UTF8.GetBytes(message)
            : request.Body;

    private static ParseResult.Answer NotAllowed(string method, string allowed) =>
        new(WebResponder.Error(405, $"{method} is not allowed here, {allowed} is") with
        {
            Headers = new Dictionary<string, string> { ["Allow"] = allowed },
        });

    private static ParseResult ParseBody(
        ReadOnlyMemory<byte> body, Func<WebFields, ParseResult> parse)
    {
        if (body.Span.StartsWith("\uFEFF"u8))
            body = body[3..];
        if (body.IsEmpty)
            return new ParseResult.Malformed("the body is empty");
        if (!Utf8.IsValid(body.Span))
            return new ParseResult.Malformed("the body is not UTF-8");
        try
        {
            using var json = JsonDocument.Parse(
                body, new JsonDocumentOptions { MaxDepth = DepthMax });
            return json.RootElement.ValueKind != JsonValueKind.Object
                ? new ParseResult.Malformed("the body is not a JSON object")
                : parse(new WebFields(json.RootElement));
        }
        catch (JsonException error)
        {
            var line = (error.LineNumber ?? 0) + 1;
            return new ParseResult.Malformed(
                $"the body is not JSON, or deeper than {DepthMax}; see line {line}, "
                + $"byte {(error.BytePositionInLine ?? 0) + 1}");
        }
        catch (InvalidOperationException)
        {
            return new ParseResult.Malformed("the body has a name that is not Unicode text");
        }
    }

    private static ParseResult ParseCancel(WebFields fields, Verification.Verified proof)
    {
        var user = proof.User ?? fields.Text("userId", SessionId.PartMax);
        var eventId = fields.Text("eventId", EventIdMax);
        if (fields.Problem is { } problem)
            return new ParseResult.Malformed(problem);
        return string.IsNullOrWhiteSpace(user)
            ? new ParseResult.Malformed("'userId' is required")
            : new ParseResult.Cancel(
                user,
                Thread: null,
                string.IsNullOrEmpty(eventId) ? null : OfClient(eventId),
                WebResponder.Cancelled(true),
                WebResponder.Cancelled(false));
    }

    private static string OfClient(string eventId) => $"e:{eventId}";

    private static ParseResult ParseMessage(
        WebFields fields,
        WebhookRequest request,
        EndpointSettings settings,
        Verification.Verified proof,
        DateTimeOffset now)
    {
        var user = fields.Text("userId", SessionId.PartMax);
        var locale = fields.Text("locale", Bounds.LabelMax);
        var eventId = fields.Text("eventId", EventIdMax);
        var happened = ReadEvent(fields);
        var metadata = Metadata(fields, request, settings);
        var streamed = fields.Flag("streamedResponse") || request.Path == DirectPath;
        var connector = fields.Text("connectorId", Bounds.LabelMax);

        user = proof.User ?? user;
        if (fields.Problem is { } problem)
            return new ParseResult.Malformed(problem);
        if (settings.Flag(WebSettings.Bridge)
            && !string.IsNullOrWhiteSpace(connector)
            && connector != settings.Endpoint.Endpoint)
            return new ParseResult.Bridge(connector);
        if (string.IsNullOrWhiteSpace(user))
            return new ParseResult.Malformed("'userId' is required");
        if (happened is null)
            return new ParseResult.Malformed(
                "one of 'query', 'feedback', 'payload', 'ref', 'location' and 'file' is required");
        var inbound = new InboundEvent(
            // Two families that never meet: a client's own ids, and one for each request.
            string.IsNullOrEmpty(eventId) ? $"r:{request.Id}" : OfClient(eventId),
            now,
            happened,
            WebLocale.Normalise(locale),
            Metadata: metadata.Count > 0 ? metadata : null);
        return BoundsCheck.Excess(inbound) is { } excess
            ? new ParseResult.Malformed(excess)
            : new ParseResult.Events([new ParsedItem.FromUser(user, null, inbound, true)
            {
                Streamed = streamed && settings.Flag(WebSettings.Streams),
            }]);
    }

    // The flags last: no header says what the page itself does not.
    private static Dictionary<string, string> Metadata(
        WebFields fields, WebhookRequest request, EndpointSettings settings)
    {
        var metadata = new Dictionary<string, string>();
        foreach (var name in settings.List(WebSettings.MetadataHeaders))
            if (request.Header(name) is { Length: > 0 } value)
                metadata[name] = value;
        foreach (var name in (ReadOnlySpan<string>)["returnsHistory", "sourceWithContent"])
            if (fields.Flag(name))
                metadata[name] = "true";
        return metadata;
    }

    /// <summary>
    /// Tock's order: query, feedback, payload, ref; then what Tock has not. All are read for their
    /// errors.
    /// </summary>
    private static UserEvent? ReadEvent(WebFields fields)
    {
        var query = fields.Text("query", Bounds.TextMax);
        var feedback = fields.Feedback();
        var payload = fields.Text("payload", Bounds.PayloadMax);
        var referral = fields.Text("ref", Bounds.LabelMax);
        var place = fields.Location();
        var file = fields.File();
        if (query is not null)
            return new TextEvent(query);
        if (feedback is not null)
            return feedback;
        if (!string.IsNullOrEmpty(payload))
            return string.IsNullOrEmpty(referral)
                ? ChoicePayload.Parse(payload)
                : Referred(ChoicePayload.Parse(payload), referral);
        return string.IsNullOrEmpty(referral)
            ? place ?? (UserEvent?)file
            : new ReferralEvent(referral);
    }

    private static ChoiceEvent Referred(ChoiceEvent choice, string referral) => choice with
    {
        Parameters = new Dictionary<string, string>(choice.Parameters ?? NoParameters)
        {
            [ChoicePayload.ReferralKey] = referral,
        },
    };
}
