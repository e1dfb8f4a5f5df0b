using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace TockOrleans.Client;

/// <content>What goes over the wire, and when again.</content>
public sealed partial class TockClient
{
    private async Task<HttpResponseMessage> Exchange(
        HttpMethod method, string path, byte[]? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, address + path);
        if (token is not null && await token(stop) is { } proof)
            request.Headers.Authorization = new("Bearer", proof);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
    }

    // Null: not now.
    private static async Task<WebAnswer?> Read(HttpResponseMessage response, CancellationToken stop)
    {
        if (IsLater(response.StatusCode))
            return null;
        if (!response.IsSuccessStatusCode)
            throw await Refusal(response, stop);
        return Parse(await response.Content.ReadAsStringAsync(stop))
            ?? throw new TockException((int)response.StatusCode, "");
    }

    private static async Task<TockException> Refusal(
        HttpResponseMessage response, CancellationToken stop)
    {
        var reason = "";
        try
        {
            reason = JsonSerializer.Deserialize(
                await response.Content.ReadAsStringAsync(stop),
                ClientJson.Default.ReceivedAnswer)?.Error ?? "";
        }
        catch (JsonException)
        {
            // Somebody else's page: a proxy's.
        }
        return new TockException((int)response.StatusCode, reason);
    }

    private static WebAnswer? Parse(string text)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(text, ClientJson.Default.ReceivedAnswer);
            return answer?.Responses is null
                ? null
                : new WebAnswer
                {
                    Responses = answer.Responses,
                    Metadata = answer.Metadata ?? new Dictionary<string, string>(),
                };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Write(WebRequest request, bool? streamed)
    {
        ArgumentNullException.ThrowIfNull(request);
        return JsonSerializer.SerializeToUtf8Bytes(
            new SentRequest(
                request.UserId, request.Query, request.Feedback, request.Payload, request.Ref,
                request.Location, request.File, request.Locale,
                request.EventId ?? Guid.NewGuid().ToString(), request.ReturnsHistory,
                request.SourceWithContent, request.ConnectorId, streamed),
            ClientJson.Default.SentRequest);
    }

    private TimeSpan Wish(HttpResponseMessage response)
    {
        var wish = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return wish < LongestWish ? wish : LongestWish;
    }

    private Task Wait(TimeSpan pause, TimeSpan wish, CancellationToken stop)
    {
        var jittered = pause * (0.8 + (0.4 * Random.Shared.NextDouble()));
        return Task.Delay(jittered > wish ? jittered : wish, clock, stop);
    }

    private static TimeSpan Longer(TimeSpan pause) =>
        pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private static CancellationTokenSource Within(TimeSpan time, CancellationToken stop)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(stop);
        source.CancelAfter(time);
        return source;
    }

    private static bool IsBroken(Exception failure, CancellationToken stop) =>
        !stop.IsCancellationRequested
        && failure is HttpRequestException or IOException or OperationCanceledException;

    private static bool IsLater(HttpStatusCode status) => (int)status is 408 or 429 or 502 or 503
        or 504;
}
