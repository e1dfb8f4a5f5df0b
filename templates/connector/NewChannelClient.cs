using System.Globalization;
using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.NewChannel;

/// <summary>Sends payloads to the API: one attempt, whose outcome is a value.</summary>
internal sealed class NewChannelClient : IChannelClient
{
    /// <summary>The most bytes of an answer that are read.</summary>
    private const int AnswerMax = 16_384;

    /// <summary>The longest code of an error that is kept.</summary>
    private const int CodeMax = 64;

    /// <summary>A longer wait the channel asks for is this one.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromDays(1);

    /// <summary>The vendor's documented limit, for the whole endpoint.</summary>
    private static readonly RateLimit AppLimit = new("app", 10, TimeSpan.FromSeconds(1), Burst: 10);

    private static readonly RateCost[] AppCosts = [new(AppLimit, "")];

    public IReadOnlyList<RateCost> Costs(Delivery delivery) => AppCosts;

    public async Task<DeliveryOutcome> Send(
        Delivery delivery, HttpClient http, CancellationToken stop)
    {
        if (NewChannelAddress.Parse(delivery.ReplyAddress) is not { } address)
            return new DeliveryOutcome.Rejected("no reply address");
        using var request = Request(delivery, address);
        if (request is null)
            return new DeliveryOutcome.Rejected("NewChannelClient.Request is not written yet");
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

    /// <summary>
    /// The request as the vendor documents it: method, address below
    /// <see cref="NewChannelSettings.ApiOf"/>, bearer token, the payload, and
    /// <see cref="Delivery.IdempotencyKey"/> where the vendor takes one. Not written yet: none.
    /// </summary>
    private static HttpRequestMessage? Request(Delivery delivery, NewChannelAddress address) =>
        null;

    /// <summary>
    /// What the status and the vendor's code mean. Codes for a closed window and for a user who
    /// went away are <see cref="DeliveryOutcome.OutsideWindow"/> and
    /// <see cref="DeliveryOutcome.NotConnected"/>. What may have been taken is unknown.
    /// </summary>
    private static DeliveryOutcome Outcome(int status, NewChannelAnswer? answer, TimeSpan? wait)
    {
        var code = IsCode(answer?.Error)
            ? answer!.Error!
            : string.Create(CultureInfo.InvariantCulture, $"status {status}");
        return status switch
        {
            >= 200 and < 300 when answer?.Id is { Length: > 0 and <= Bounds.LabelMax } id =>
                new DeliveryOutcome.Accepted(id),
            429 => new DeliveryOutcome.RetryAfter(wait, AppCosts[0].Name),
            408 or 425 or 503 => new DeliveryOutcome.RetryAfter(wait),
            401 => new DeliveryOutcome.CredentialsInvalid(code),
            >= 300 and < 500 => new DeliveryOutcome.Rejected(code),
            _ => new DeliveryOutcome.Unknown(code),
        };
    }

    private static async Task<NewChannelAnswer?> Read(HttpContent content, CancellationToken stop)
    {
        try
        {
            var bytes = new byte[AnswerMax];
            await using var stream = await content.ReadAsStreamAsync(stop);
            var length = await stream.ReadAtLeastAsync(
                bytes, AnswerMax, throwOnEndOfStream: false, stop);
            return JsonSerializer.Deserialize(
                bytes.AsSpan(0, length), NewChannelJson.Default.NewChannelAnswer);
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
