using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Loopback;

/// <summary>Posts messages to the channel's API.</summary>
internal sealed class LoopbackClient : IChannelClient
{
    /// <summary>The names around a message, and room for its address.</summary>
    private const int EnvelopeSize = 256;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public IReadOnlyList<RateCost> Costs(Delivery delivery)
    {
        var account = LoopbackAccount.Of(delivery.Settings);
        return account.Conversation is { } limit
            && LoopbackAddress.Parse(delivery.ReplyAddress) is { } address
                ? (RateCost[])[.. account.AppCosts, new RateCost(limit, address.Key)]
                : account.AppCosts;
    }

    public async Task<DeliveryOutcome> Send(
        Delivery delivery, HttpClient http, CancellationToken stop)
    {
        var account = LoopbackAccount.Of(delivery.Settings);
        var token = delivery.Credentials ?? account.Token;
        if (token is null || !LoopbackResponse.IsToken(token))
            return new DeliveryOutcome.CredentialsInvalid(
                token is null ? "no token" : "the token cannot stand in a header");
        if (LoopbackAddress.Parse(delivery.ReplyAddress) is not { } address)
            return new DeliveryOutcome.Rejected("no reply address");
        using var request = new HttpRequestMessage(HttpMethod.Post, account.Messages)
        {
            Content = new ReadOnlyMemoryContent(Body(address, delivery.Payload)),
        };
        request.Content.Headers.ContentType = Json;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (account.Keyed)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", delivery.IdempotencyKey);
        return Outcome(await LoopbackResponse.To(request, http, stop), address);
    }

    private static ReadOnlyMemory<byte> Body(LoopbackAddress address, string payload)
    {
        var body = new ArrayBufferWriter<byte>(payload.Length + EnvelopeSize);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("to", address.To);
            json.WriteString("thread", address.Thread);
            json.WritePropertyName("message");
            // The codec wrote it.
            json.WriteRawValue(payload, skipInputValidation: true);
            json.WriteEndObject();
        }
        return body.WrittenMemory;
    }

    private static DeliveryOutcome Outcome(LoopbackResponse response, LoopbackAddress address) =>
        response switch
        {
            { Left: false } => new DeliveryOutcome.RetryAfter(),
            { Status: >= 200 and < 300, Answer.Id: { Length: > 0 and <= Bounds.LabelMax } id } =>
                new DeliveryOutcome.Accepted(id),
            { Status: 429 } => new DeliveryOutcome.RetryAfter(
                response.RetryAfter, Scope(response.Scope, address)),
            // The channel took nothing of it: not the whole request, not yet, not now.
            { Status: 408 or 425 or 503 } => new DeliveryOutcome.RetryAfter(response.RetryAfter),
            { Status: 401 } => new DeliveryOutcome.CredentialsInvalid(response.Code),
            { Status: 403, Code: "outside_window" } => new DeliveryOutcome.OutsideWindow(),
            { Status: 404, Code: "not_connected" } => new DeliveryOutcome.NotConnected(),
            // What was sent elsewhere than to the API is not sent again either.
            { Status: >= 300 and < 500 } => new DeliveryOutcome.Rejected(response.Code),
            _ => new DeliveryOutcome.Unknown(response.Code),
        };

    /// <summary>The name of the cost that a limit of the channel is about.</summary>
    private static string? Scope(string? scope, LoopbackAddress address) => scope switch
    {
        LoopbackAccount.AppScope => $"{scope}:",
        LoopbackAccount.ConversationScope => $"{scope}:{address.Key}",
        _ => null,
    };
}
