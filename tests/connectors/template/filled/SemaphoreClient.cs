using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Semaphore;

/// <summary>Sends payloads to the API: one attempt, whose outcome is a value.</summary>
internal sealed class SemaphoreClient : IChannelClient
{
    /// <summary>The most bytes of an answer that are read.</summary>
    private const int AnswerMax = 16_384;

    /// <summary>The names around a signal, and room for its address.</summary>
    private const int EnvelopeSize = 256;

    /// <summary>The longest code of an error that is kept.</summary>
    private const int CodeMax = 64;

    /// <summary>A longer wait the channel asks for is this one.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromDays(1);

    private static readonly RateLimit Limit =
        new("endpoint", 10, TimeSpan.FromSeconds(1), Burst: 10);

    private static readonly RateCost[] Own = [new(Limit, "")];

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public IReadOnlyList<RateCost> Costs(Delivery delivery) => Own;

    public async Task<DeliveryOutcome> Send(
        Delivery delivery, HttpClient http, CancellationToken stop)
    {
        if (SemaphoreAddress.Parse(delivery.ReplyAddress) is not { } address)
            return new DeliveryOutcome.Rejected("no reply address");
        using var request = Request(delivery, address);
        if (request is null)
            return new DeliveryOutcome.CredentialsInvalid("the token cannot stand in a header");
        // The client's own time limit ends with the headers.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(http.Timeout);
        try
        {
            using var response = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var wait = response.Headers.RetryAfter?.Delta;
            return Outcome(
                (int)response.StatusCode,
                await Read(response.Content, limit.Token),
                wait > WaitMax ? WaitMax : wait);
        }
        catch (HttpRequestException error) when (error.HttpRequestError
            is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            // The request never left: the channel cannot have it.
            return new DeliveryOutcome.RetryAfter();
        }
        catch (OperationCanceledException)
        {
            return new DeliveryOutcome.Unknown("no answer in time");
        }
        catch (Exception error)
        {
            return new DeliveryOutcome.Unknown(error.GetType().Name);
        }
    }

    private static HttpRequestMessage? Request(Delivery delivery, SemaphoreAddress address)
    {
        var token = delivery.Settings.Required(SemaphoreSettings.AccessToken);
        // What cannot stand in a header is no token.
        if (token.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return null;
        var body = new ArrayBufferWriter<byte>(delivery.Payload.Length + EnvelopeSize);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("station", address.Station);
            json.WriteString("to", address.To);
            json.WritePropertyName("signal");
            json.WriteRawValue(delivery.Payload);
            json.WriteEndObject();
        }
        var api = SemaphoreSettings.ApiOf(delivery.Settings);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api, "signals"))
        {
            Content = new ReadOnlyMemoryContent(body.WrittenMemory),
        };
        request.Content.Headers.ContentType = Json;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", delivery.IdempotencyKey);
        return request;
    }

    /// <summary>What the status and the station's code mean.</summary>
    private static DeliveryOutcome Outcome(int status, SemaphoreAnswer? answer, TimeSpan? wait)
    {
        var code = IsCode(answer?.Error)
            ? answer!.Error!
            : string.Create(CultureInfo.InvariantCulture, $"status {status}");
        return status switch
        {
            >= 200 and < 300 when answer?.Id is { Length: > 0 and <= Bounds.LabelMax } id =>
                new DeliveryOutcome.Accepted(id),
            429 => new DeliveryOutcome.RetryAfter(wait, Own[0].Name),
            408 or 425 or 503 => new DeliveryOutcome.RetryAfter(wait),
            403 when code == "window_closed" => new DeliveryOutcome.OutsideWindow(),
            404 when code == "no_such_receiver" => new DeliveryOutcome.NotConnected(),
            401 => new DeliveryOutcome.CredentialsInvalid(code),
            >= 300 and < 500 => new DeliveryOutcome.Rejected(code),
            _ => new DeliveryOutcome.Unknown(code),
        };
    }

    private static async Task<SemaphoreAnswer?> Read(HttpContent content, CancellationToken stop)
    {
        try
        {
            var bytes = new byte[AnswerMax];
            await using var stream = await content.ReadAsStreamAsync(stop);
            var length = await stream.ReadAtLeastAsync(
                bytes, AnswerMax, throwOnEndOfStream: false, stop);
            return JsonSerializer.Deserialize(
                bytes.AsSpan(0, length), SemaphoreJson.Default.SemaphoreAnswer);
        }
        // The status came; what the body would have said is not known.
        catch (Exception error) when (error is JsonException or IOException
            or HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>A code is short and plain: no text of a user gets into a log by it.</summary>
    private static bool IsCode(string? text) =>
        text is { Length: > 0 and <= CodeMax }
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
