using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Webhooks;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// Talks to a bot as a test user, in the administration: through an endpoint whose users are test
/// users, so that nothing of it reaches a channel, and shows what any other channel would get.
/// </summary>
public sealed partial class TalkAdmin(
    EndpointDirectory endpoints,
    ConnectorCatalog connectors,
    EventDelivery delivery,
    TimeProvider clock,
    ILogger<TalkAdmin> logger)
{
    private const string NotRendered = "not rendered";

    private static readonly Verification.Verified Proof = new();

    internal async Task Talk(HttpContext http, EndpointId id)
    {
        if (await AdminAnswers.Read(http, AdminJson.Default.TalkOrder) is not { } order)
            return;
        var (found, certain) = await endpoints.Seek(id, http.RequestAborted);
        if (found is not { } endpoint)
        {
            await (certain
                ? EndpointAdmin.Missing(http, id)
                : AdminAnswers.Refuse(http, 503, "the endpoints cannot be looked up now"));
            return;
        }
        if (!endpoint.Capabilities.TestUsers)
        {
            await AdminAnswers.Refuse(
                http,
                409,
                $"{id} is of type {endpoint.Connector.Description.Type}, whose users are real: talk"
                + " through an endpoint of type test, and name this one as 'endpoint'");
            return;
        }
        var (played, problem) = await Played(endpoint, order, http.RequestAborted);
        if (problem is not null)
            await AdminAnswers.Refuse(http, 400, problem);
        else if (Read(endpoint, order with { As = played?.Type, Endpoint = null }, out problem)
            is { } item)
            await Talk(http, endpoint, item, played);
        else
            await AdminAnswers.Refuse(http, 400, problem!);
    }

    private async Task Talk(
        HttpContext http, BotEndpoint endpoint, ParsedItem.FromUser item, PlayedChannel? played)
    {
        var call = AdminCall.Of(http);
        call.Persons = [new PersonName(call.Target, item.User)];
        var outcome = await delivery.Deliver(endpoint, item);
        var status = Word(outcome.Status);
        call.Outcome = played is null ? status : $"{status} as {played.Type}";
        if (status is null)
        {
            var code = outcome.Status switch
            {
                AcceptanceStatus.Busy => 429,
                AcceptanceStatus.Refused => 400,
                _ => 503,
            };
            await AdminAnswers.Refuse(
                http, code, outcome.Reason ?? "too many events of this user wait for an answer");
            return;
        }
        SessionId.TryCreate(endpoint.Id, item.User, item.Thread, out var session);
        await AdminAnswers.Write(
            http,
            new TalkDocument(
                item.User,
                AdminQuery.Opaque(session.ToString()),
                status,
                played?.Type,
                [.. outcome.Replies.Select(reply => Show(reply, item, played))]),
            AdminJson.Readable.TalkDocument);
    }

    private TalkReplyDocument Show(
        StoredReply reply, ParsedItem.FromUser item, PlayedChannel? played)
    {
        try
        {
            return played?.Show(reply, item.User, item.Inbound.Locale)
                ?? new TalkReplyDocument(AdminAnswers.Json(reply.Body), null, null);
        }
        catch (Exception failure)
        {
            // A user of that channel would get nothing of it; the test is told so.
            LogNotRendered(logger, failure, played!.Type);
            return new TalkReplyDocument(AdminAnswers.Json(reply.Body), [], [NotRendered]);
        }
    }

    // Whose payloads are shown; none and no problem: nobody's.
    private async Task<(PlayedChannel? Played, string? Problem)> Played(
        BotEndpoint endpoint, TalkOrder order, CancellationToken stop)
    {
        switch (order)
        {
            case { As: not null, Endpoint: not null }:
                return (null, "give either as or endpoint");
            case { As: { } type }:
                return connectors.Find(type) is not { } connector
                    ? (null, "as is no connector type; /connectors lists them")
                    : (PlayedChannel.Of(connector, endpoint.Id, out var problem), problem);
            case { Endpoint: { } name }:
                var (other, _) = await endpoints.Seek(
                    endpoint.Id with { Endpoint = name }, stop);
                return other is null
                    ? (null, "endpoint is no id of an endpoint of this bot")
                    : (new PlayedChannel(other.Connector, other.Settings), null);
            default:
                return (null, null);
        }
    }

    // The connector reads it, as it reads what comes to the endpoint's own address.
    private ParsedItem.FromUser? Read(BotEndpoint endpoint, TalkOrder order, out string? problem)
    {
        var request = new WebhookRequest(
            RequestIds.Next(),
            HttpMethods.Post,
            Path: "",
            Query: "",
            new Lazy<Uri>(() => new Uri("about:blank")),
            JsonSerializer.SerializeToUtf8Bytes(order, AdminJson.Default.TalkOrder),
            _ => null);
        var parsed = endpoint.Connector.Parser.Parse(
            request, endpoint.Settings, Proof, clock.GetUtcNow());
        problem = parsed is ParseResult.Malformed malformed
            ? malformed.Reason
            : "this endpoint does not take one event of one user";
        return parsed is ParseResult.Events
        { Items: [ParsedItem.FromUser { Synchronous: true } item] }
            ? item
            : null;
    }

    // Null: it was not taken.
    private static string? Word(AcceptanceStatus status) => status switch
    {
        AcceptanceStatus.Answered => "answered",
        AcceptanceStatus.Deferred => "deferred",
        AcceptanceStatus.Durable => "taken",
        _ => null,
    };

    [LoggerMessage(LogLevel.Error, "A reply cannot be rendered for the channel {Type}")]
    private static partial void LogNotRendered(ILogger logger, Exception failure, string type);
}
