using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace TockOrleans.Connectors.Loopback;

/// <summary>What came back from the API, or why nothing did.</summary>
/// <param name="Status">The HTTP status; 0: no answer came.</param>
/// <param name="Answer">The body; nothing in it where it is not the API's JSON.</param>
internal sealed record LoopbackResponse(int Status, LoopbackAnswer Answer)
{
    /// <summary>The most bytes of an answer that are read.</summary>
    private const int AnswerMax = 16_384;

    /// <summary>The longest code of an error that is kept.</summary>
    private const int CodeMax = 64;

    /// <summary>A longer wait the channel asks for is this one, in seconds.</summary>
    private const double RetryAfterMax = 86_400;

    private const string ScopeHeader = "X-Loopback-Scope";

    private static readonly LoopbackAnswer Nothing = new();

    /// <summary>How long the channel wants us to wait; null: it does not say.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The scope of the limit that was met; null: it does not say.</summary>
    public string? Scope { get; private init; }

    /// <summary>Why no answer came; null: one did.</summary>
    public string? Failure { get; private init; }

    /// <summary>Whether the channel may have got the request.</summary>
    public bool Left { get; private init; } = true;

    /// <summary>The channel's code of what went wrong, else what was seen.</summary>
    public string Code => Failure ?? (IsCode(Answer.Error)
        ? Answer.Error!
        : string.Create(CultureInfo.InvariantCulture, $"status {Status}"));

    /// <summary>Sends a request and reads its answer within the client's time limit.</summary>
    /// <returns>What came back; never throws.</returns>
    public static async Task<LoopbackResponse> To(
        HttpRequestMessage request, HttpClient http, CancellationToken stop)
    {
        // The client's own time limit ends with the headers.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(http.Timeout);
        try
        {
            using var response = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new((int)response.StatusCode, await Read(response.Content, limit.Token))
            {
                RetryAfter = Wait(response.Headers),
                Scope = Header(response.Headers, ScopeHeader),
            };
        }
        catch (HttpRequestException error)
        {
            return new(0, Nothing)
            {
                Failure = error.HttpRequestError == HttpRequestError.Unknown
                    ? "the connection broke"
                    : error.HttpRequestError.ToString(),
                Left = error.HttpRequestError is not (HttpRequestError.NameResolutionError
                    or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError),
            };
        }
        catch (OperationCanceledException)
        {
            return new(0, Nothing)
            {
                Failure = stop.IsCancellationRequested ? "stopped" : "no answer in time",
            };
        }
        catch (Exception error)
        {
            return new(0, Nothing) { Failure = error.GetType().Name };
        }
    }

    /// <summary>Whether a token can stand in a header.</summary>
    public static bool IsToken(string token) =>
        token.Length > 0 && !token.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static async Task<LoopbackAnswer> Read(HttpContent content, CancellationToken stop)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(AnswerMax);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(stop);
            var length = await stream.ReadAtLeastAsync(
                bytes.AsMemory(0, AnswerMax), AnswerMax, throwOnEndOfStream: false, stop);
            return JsonSerializer.Deserialize(
                bytes.AsSpan(0, length), LoopbackJson.Default.LoopbackAnswer) ?? Nothing;
        }
        // The status came; what the body would have said is not known.
        catch (Exception error) when (error is JsonException or IOException
            or HttpRequestException or OperationCanceledException)
        {
            return Nothing;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static TimeSpan? Wait(HttpResponseHeaders headers) =>
        double.TryParse(
            Header(headers, "Retry-After"),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, RetryAfterMax))
            : null;

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    /// <summary>A code is short and plain: no text of a user gets into a log by it.</summary>
    private static bool IsCode(string? text) =>
        text is { Length: > 0 and <= CodeMax }
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
