using System.Net;
using System.Net.Http.Headers;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Calls the Web API: https://docs.slack.dev/apis/web-api. Slack takes no idempotency key.
/// </summary>
internal sealed class SlackClient : IChannelClient
{
    private static readonly MediaTypeHeaderValue Json =
        new("application/json") { CharSet = "utf-8" };

    public IReadOnlyList<RateCost> Costs(Delivery delivery) =>
        SlackCall.Read(delivery.Payload) is { } call
            ? SlackCosts.Of(
                call.Method, SlackAddress.Read(delivery.ReplyAddress), delivery.Settings)
            : [];

    public async Task<DeliveryOutcome> Send(
        Delivery delivery, HttpClient http, CancellationToken stop)
    {
        if (SlackCall.Read(delivery.Payload) is not { } call)
            return new DeliveryOutcome.Rejected("not a payload of this connector");
        var address = SlackAddress.Read(delivery.ReplyAddress);
        var scope = SlackCosts.Of(call.Method, address, delivery.Settings)[0].Name;
        if (call.Method == SlackCall.ResponseUrl)
        {
            if (await Respond(call, address, scope, http, stop) is { } outcome)
                return outcome;
            call = call.Directly(address!.User!);
        }
        if (Token(delivery.Settings, delivery.Credentials) is not { } token)
            return new DeliveryOutcome.CredentialsInvalid("no token");
        if (call.Method == SlackCall.Upload)
        {
            if (SlackUpload.Read(call) is not { } upload)
                return new DeliveryOutcome.Rejected("not a payload of this connector");
            var uploaded = await SlackUploads.Send(
                upload, delivery.Settings, token, scope, http, stop);
            if (uploaded is not null)
                return uploaded;
            call = upload.Instead();
            scope = SlackCosts.Of(call.Method, address, delivery.Settings)[0].Name;
        }
        if (call.Method != SlackCall.Form)
            return await Call(call, delivery.Settings, token, scope, http, stop);
        if (SlackOpening.Read(call) is not { } form)
            return new DeliveryOutcome.Rejected("not a payload of this connector");
        var opened = await Call(form.Open, delivery.Settings, token, scope, http, stop);
        return opened is DeliveryOutcome.Rejected
            ? await Send(delivery with { Payload = form.Otherwise }, http, stop)
            : opened;
    }

    private static async Task<DeliveryOutcome> Call(
        SlackCall call,
        EndpointSettings settings,
        string token,
        string scope,
        HttpClient http,
        CancellationToken stop)
    {
        var sent = await CallOnce(call, settings, token, scope, http, stop);
        return sent is DeliveryOutcome.Unknown && SlackOpening.UsesTrigger(call.Method)
            ? SlackOpening.Settle(await CallOnce(call, settings, token, scope, http, stop))
            : sent;
    }

    private static async Task<DeliveryOutcome> CallOnce(
        SlackCall call,
        EndpointSettings settings,
        string token,
        string scope,
        HttpClient http,
        CancellationToken stop)
    {
        using var request = Request(
            SlackSettings.Address(settings, call.Method), call, token);
        var reply = await SlackReply.Ask(http, request, SlackAnswer.Read, stop);
        var sent = reply.Failure ?? SlackOutcomes.Of(
            call.Method, reply.Status, reply.After, scope, reply.Answer);
        // A sign of typing that was not shown is no message lost, and none waits for it.
        return call.Method == SlackCall.SetStatus && sent is not DeliveryOutcome.CredentialsInvalid
            ? new DeliveryOutcome.Accepted()
            : sent;
    }

    /// <summary>Answers to a response URL; null: it takes no more answers.</summary>
    private static async Task<DeliveryOutcome?> Respond(
        SlackCall call,
        SlackAddress? address,
        string scope,
        HttpClient http,
        CancellationToken stop)
    {
        if (SlackActions.ResponseUrl(address?.ResponseUrl) is not { } url
            || SlackFields.AsId(address?.User) is null)
            return new DeliveryOutcome.Rejected("no address to respond to");
        using var request = Request(new Uri(url), call, token: null);
        var reply = await SlackReply.Ask(http, request, SlackAnswer.Read, stop);
        if (reply.Failure is { } failure)
            return failure;
        if (reply.Answer?.Error is "used_url" or "expired_url"
            || reply.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            return null;
        return reply is { Status: HttpStatusCode.OK, Answer: null }
            ? new DeliveryOutcome.Accepted()
            : SlackOutcomes.Of(call.Method, reply.Status, reply.After, scope, reply.Answer);
    }

    /// <summary>The token to call with; null: there is none.</summary>
    public static string? Token(EndpointSettings settings, string? credentials) =>
        credentials ?? settings.Text(SlackSettings.BotToken);

    /// <summary>A call that reads.</summary>
    public static HttpRequestMessage Get(Uri address, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        Authorize(request, token);
        return request;
    }

    private static void Authorize(HttpRequestMessage request, string token) =>
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);

    /// <summary>A call that posts JSON.</summary>
    public static HttpRequestMessage Request(Uri address, SlackCall call, string? token) =>
        Post(
            address,
            new ByteArrayContent(call.Bytes()) { Headers = { ContentType = Json } },
            token);

    /// <summary>A call that posts anything.</summary>
    public static HttpRequestMessage Post(Uri address, HttpContent content, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        if (token is not null)
            Authorize(request, token);
        return request;
    }
}
