using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>What came back of a call.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="After">How long the answer asks to wait.</param>
/// <param name="Answer">The body, where it is a JSON object; else null.</param>
/// <param name="Failure">What became of the call where nothing came back.</param>
internal sealed record MessengerReply(
    HttpStatusCode Status,
    TimeSpan? After = null,
    JsonElement? Answer = null,
    DeliveryOutcome? Failure = null)
{
    /// <summary>No answer of the Graph API to our calls is larger, in bytes.</summary>
    private const int AnswerMax = 200_000;

    /// <summary>No limit of Meta's lasts longer.</summary>
    private const double MinutesMax = 1_440;

    /// <summary>Tells per page how soon calls are taken again: in minutes, not seconds.</summary>
    private const string Usage = "X-Business-Use-Case-Usage";

    /// <summary>Calls once. Never throws.</summary>
    public static async Task<MessengerReply> Ask(
        HttpClient http, HttpRequestMessage request, CancellationToken stop)
    {
        // The client's own limit ends with the headers; an answer may stand still in its body.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(http.Timeout);
        try
        {
            using var response = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var after = Regained(response.Headers) ?? response.Headers.RetryAfter?.Delta;
            return new MessengerReply(
                response.StatusCode, after, await Read(response.Content, limit.Token));
        }
        catch (HttpRequestException error) when (NothingLeft(error.HttpRequestError))
        {
            return new MessengerReply(0, Failure: new DeliveryOutcome.RetryAfter());
        }
        catch (HttpRequestException error)
        {
            return Lost($"{error.HttpRequestError}");
        }
        catch (OperationCanceledException)
        {
            return Lost("no answer in time");
        }
        catch (Exception error)
        {
            return Lost(error.GetType().Name);
        }
    }

    private static MessengerReply Lost(string reason) =>
        new(0, Failure: new DeliveryOutcome.Unknown(reason));

    /// <summary>Whether no byte of the request can have reached Meta.</summary>
    private static bool NothingLeft(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private static async Task<JsonElement?> Read(HttpContent content, CancellationToken stop)
    {
        using var body = await content.ReadAsStreamAsync(stop);
        using var whole = new MemoryStream();
        var buffer = new byte[8_192];
        for (int more; (more = await body.ReadAsync(buffer, stop)) > 0;)
        {
            if (whole.Length + more > AnswerMax)
                return null;
            await whole.WriteAsync(buffer.AsMemory(0, more), stop);
        }
        return Parse(whole.GetBuffer().AsMemory(0, (int)whole.Length));
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, MessengerJson.Reading);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.Clone()
                : null;
        }
        catch (JsonException)
        {
            // It came, and says nothing: a page of a proxy.
            return null;
        }
    }

    /// <summary>
    /// The longest time of all limits that were passed:
    /// https://developers.facebook.com/docs/graph-api/overview/rate-limiting.
    /// </summary>
    private static TimeSpan? Regained(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues(Usage, out var values)
            || Parse(System.Text.Encoding.UTF8.GetBytes(string.Concat(values))) is not { } usage)
            return null;
        var minutes = 0d;
        foreach (var business in usage.EnumerateObject())
            if (business.Value.ValueKind == JsonValueKind.Array)
                foreach (var limit in business.Value.EnumerateArray())
                    if (limit.Number("estimated_time_to_regain_access") is { } time)
                        minutes = Math.Max(minutes, time);
        return minutes > 0 ? TimeSpan.FromMinutes(Math.Min(minutes, MinutesMax)) : null;
    }
}
