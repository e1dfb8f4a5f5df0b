using System.Buffers;
using System.Net;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>What came back of a call.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="After">How long the answer asks to wait.</param>
/// <param name="Answer">Its JSON; null: it was none, or too large.</param>
/// <param name="Failure">What became of the call where nothing came back.</param>
internal sealed record SlackReply(
    HttpStatusCode Status,
    TimeSpan? After = null,
    SlackAnswer? Answer = null,
    DeliveryOutcome? Failure = null)
{
    /// <summary>An answer repeats the message; nothing is larger, in bytes.</summary>
    private const int AnswerMax = 1_000_000;

    private const int BufferStart = 8_192;

    /// <summary>Calls once. Never throws.</summary>
    public static async Task<SlackReply> Ask(
        HttpClient http, HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            using var response = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, stop);
            var after = response.Headers.RetryAfter?.Delta;
            var answer = await Read(response.Content, stop);
            return new SlackReply(response.StatusCode, after, answer);
        }
        catch (HttpRequestException error) when (NothingLeft(error.HttpRequestError))
        {
            return Failed(new DeliveryOutcome.RetryAfter());
        }
        catch (OperationCanceledException)
        {
            return Failed(new DeliveryOutcome.Unknown("no answer in time"));
        }
        catch (HttpRequestException error)
        {
            return Failed(new DeliveryOutcome.Unknown($"{error.HttpRequestError}"));
        }
        catch (Exception error)
        {
            return Failed(new DeliveryOutcome.Unknown(error.GetType().Name));
        }
    }

    private static SlackReply Failed(DeliveryOutcome outcome) => new(0, Failure: outcome);

    /// <summary>Whether no byte of the request can have reached Slack.</summary>
    private static bool NothingLeft(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private static async Task<SlackAnswer?> Read(HttpContent content, CancellationToken stop)
    {
        using var body = await content.ReadAsStreamAsync(stop);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferStart);
        try
        {
            var length = 0;
            for (int read; (read = await body.ReadAsync(buffer.AsMemory(length), stop)) > 0;)
            {
                length += read;
                if (length > AnswerMax)
                    return null;
                if (length == buffer.Length)
                    buffer = Grow(buffer);
            }
            return SlackAnswer.Read(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
