using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using TockOrleans.Connectors.Contract;
using TockOrleans.Ingress.Limits;
using TockOrleans.Ingress.Streams;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>
/// One call of a channel: read the bytes, verify them, parse, hand the events to their sessions,
/// answer. Nothing reaches a grain before it is verified, and nothing is acknowledged before it
/// is on disk.
/// </summary>
public sealed partial class WebhookHandler(
    EndpointDirectory endpoints,
    EventDelivery delivery,
    EndpointGateway gateway,
    StreamServer streams,
    AnswerServer answers,
    ClientLimits limits,
    KeyDocuments keys,
    IngressMetrics metrics,
    TimeProvider clock,
    ILogger<WebhookHandler> logger)
{
    private const string RetryAfterSeconds = "1";

    private static readonly Dictionary<string, string> NoHeaders = [];
    private static readonly Verification.Rejected NoSuchKey =
        new("it is signed with a key that is not among the published ones");

    /// <summary>Handles a request to an endpoint's address.</summary>
    public async Task Handle(HttpContext http)
    {
        var (found, certain) = await endpoints.Seek(IdOf(http.Request), http.RequestAborted);
        if (found is not { } endpoint)
        {
            await Write(http, certain
                ? WebhookReply.Error(404, "there is no such endpoint")
                : WebhookReply.Error(503, "the endpoints cannot be looked up now"));
            return;
        }
        if (await Handle(http, endpoint) is { } reply)
            await Write(http, reply);
    }

    // Null: it was answered, by a stream that is over now.
    private async Task<WebhookReply?> Handle(HttpContext http, BotEndpoint endpoint)
    {
        var reply = limits.RefuseAddress(http, endpoint) ?? await Read(http, endpoint);
        metrics.Request(endpoint, reply?.Status ?? http.Response.StatusCode);
        return reply;
    }

    private async Task<WebhookReply?> Read(HttpContext http, BotEndpoint endpoint)
    {
        var bodyMax = endpoint.Capabilities.BodyMax;
        var body = await BodyReader.Read(http.Request, bodyMax);
        if (body is null)
            return endpoint.Connector.Refuse(413, $"the body is larger than {bodyMax} bytes");
        return await Take(http, endpoint, ToRequest(http.Request, body.Value));
    }

    private async Task<WebhookReply?> Take(
        HttpContext http, BotEndpoint endpoint, WebhookRequest request)
    {
        var verdict = await Verify(endpoint, request, http.RequestAborted);
        foreach (var (name, value) in verdict.Headers ?? NoHeaders)
            http.Response.Headers[name] = value;
        switch (verdict)
        {
            case Verification.Verified proof:
                return await Parse(http, endpoint, request, proof);
            case Verification.Handshake handshake:
                return handshake.Reply;
            case Verification.Rejected rejected:
                LogRejected(logger, endpoint.Id, rejected.Reason);
                metrics.Rejected(endpoint);
                return endpoint.Connector.Refuse(rejected.Status, "the request is not verified");
            default:
                return endpoint.Connector.Refuse(503, "the channel's keys cannot be had");
        }
    }

    private async Task<Verification> Verify(
        BotEndpoint endpoint, WebhookRequest request, CancellationToken stop)
    {
        var verifier = endpoint.Connector.Verifier;
        var verdict = verifier.Verify(
            request, endpoint.Settings, keys.Known, clock.GetUtcNow());
        if (verdict is not Verification.NeedKeys missing)
            return verdict;
        if (await keys.Fetch(endpoint, missing.Address, stop))
            verdict = verifier.Verify(
                request, endpoint.Settings, keys.Known, clock.GetUtcNow());
        return verdict is Verification.NeedKeys still && keys.Known.ContainsKey(still.Address)
            ? NoSuchKey
            : verdict;
    }

    private async Task<WebhookReply?> Parse(
        HttpContext http,
        BotEndpoint endpoint,
        WebhookRequest request,
        Verification.Verified proof)
    {
        var parsed = endpoint.Connector.Parser.Parse(
            request, endpoint.Settings, proof, clock.GetUtcNow());
        switch (parsed)
        {
            case ParseResult.Events events:
                return RefuseUsers(endpoint, events) ?? await Deliver(http, endpoint, events);
            case ParseResult.Cancel cancel:
                return limits.RefuseUser(endpoint, cancel.User)
                    ?? await delivery.Cancel(endpoint, cancel);
            case ParseResult.Answer answer:
                return answer.Reply;
            case ParseResult.Bridge bridge:
                return await Cross(http, endpoint, request, bridge);
            case ParseResult.Install install:
                return await gateway.Install(endpoint, install);
            case ParseResult.Malformed malformed:
                LogMalformed(logger, endpoint.Id, malformed.Reason);
                return endpoint.Connector.Refuse(malformed.Status, malformed.Reason);
            case ParseResult.OpenStream open when endpoint.Capabilities.Streams:
                return limits.RefuseUser(endpoint, open.User)
                    ?? await streams.Serve(http, endpoint, open, proof.Until);
            default:
                return endpoint.Connector.Refuse(404, "this endpoint has no streams");
        }
    }

    // It ends there: an endpoint never bridges to itself, and the request names but one.
    private async Task<WebhookReply?> Cross(
        HttpContext http, BotEndpoint from, WebhookRequest request, ParseResult.Bridge bridge)
    {
        var (found, certain) = await endpoints.Seek(
            from.Id with { Endpoint = bridge.Endpoint }, http.RequestAborted);
        if (found is null && !certain)
            return from.Connector.Refuse(503, "the endpoints cannot be looked up now");
        var type = from.Connector.Description.Type;
        return found is { } to && to.Connector.Description.Type == type
            ? await Take(http, to, request)
            : from.Connector.Refuse(404, "there is no such endpoint to bridge to");
    }

    private async Task<WebhookReply?> Deliver(
        HttpContext http, BotEndpoint endpoint, ParseResult.Events events) =>
        events.Items is [ParsedItem.FromUser { Streamed: true } item]
            ? await answers.Serve(http, endpoint, item)
            : await delivery.Deliver(endpoint, events);

    private WebhookReply? RefuseUsers(BotEndpoint endpoint, ParseResult.Events events)
    {
        foreach (var item in events.Items)
            if (item is ParsedItem.FromUser from
                && limits.RefuseUser(endpoint, from.User) is { } tooMany)
                return tooMany;
        return null;
    }

    private static EndpointId IdOf(HttpRequest request)
    {
        var values = request.RouteValues;
        return new EndpointId(
            (string)values["namespace"]!, (string)values["bot"]!, (string)values["endpoint"]!);
    }

    private static WebhookRequest ToRequest(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var query = request.QueryString.Value ?? "";
        return new WebhookRequest(
            RequestIds.Next(),
            request.Method.ToUpperInvariant(),
            (string?)request.RouteValues["rest"] ?? "",
            query.Length > 0 ? query[1..] : query,
            new Lazy<Uri>(() => new Uri(request.GetEncodedUrl())),
            body,
            name => request.Headers.TryGetValue(name, out var values) ? values.ToString() : null);
    }

    private static async Task Write(HttpContext http, WebhookReply reply)
    {
        var response = http.Response;
        response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers ?? NoHeaders)
            response.Headers[name] = value;
        if (reply.Status is 429 or 503 && response.Headers.RetryAfter.Count == 0)
            response.Headers.RetryAfter = RetryAfterSeconds;
        response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length;
        if (reply.Body.Length > 0)
            await response.Body.WriteAsync(reply.Body, http.RequestAborted);
    }

    [LoggerMessage(LogLevel.Warning, "A request to {Endpoint} was rejected: {Reason}")]
    private static partial void LogRejected(ILogger logger, EndpointId endpoint, string reason);

    [LoggerMessage(LogLevel.Information, "A request to {Endpoint} was malformed: {Reason}")]
    private static partial void LogMalformed(ILogger logger, EndpointId endpoint, string reason);
}
