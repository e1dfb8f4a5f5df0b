using System.Buffers;
using System.Net;
using System.Text.Json;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>What came back of a call.</summary>
/// <typeparam name="T">What is read of its body.</typeparam>
/// <param name="Status">The HTTP status.</param>
/// <param name="After">How long the answer asks to wait.</param>
/// <param name="Answer">What its body says; null: nothing that can be read.</param>
/// <param name="Failure">What became of the call where nothing came back.</param>
internal sealed record SlackReply<T>(
    HttpStatusCode Status,
    TimeSpan? After = null,
    T? Answer = null,
    DeliveryOutcome? Failure = null)
    where T : class;

/// <summary>Makes calls and reads their answers. Never throws.</summary>
internal static class SlackReply
{
    /// <summary>An answer repeats the message; nothing is larger, in bytes.</summary>
    private const int AnswerMax = 1_000_000;

    private const int BufferStart = 8_192;

    /// <summary>Calls once.</summary>
    /// <param name="http">The client.</param>
    /// <param name="request">The call.</param>
    /// <param name="read">Reads the body, which is gone after it.</param>
    /// <param name="stop">Cancels the call.</param>
    public static async Task<SlackReply<T>> Ask<T>(
        HttpClient http,
        HttpRequestMessage request,
        Func<ReadOnlyMemory<byte>, T?> read,
        CancellationToken stop)
        where T : class
    {
        // The client's own limit ends with the headers; an answer may stand still in its body.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(http.Timeout);
        try
        {
            using var response = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var after = response.Headers.RetryAfter?.Delta;
            var answer = await Read(response.Content, read, limit.Token);
            return new SlackReply<T>(response.StatusCode, after, answer);
        }
        catch (HttpRequestException error) when (NothingLeft(error.HttpRequestError))
        {
            return Failed<T>(new DeliveryOutcome.RetryAfter());
        }
        catch (HttpRequestException error)
        {
            return Failed<T>(new DeliveryOutcome.Unknown($"{error.HttpRequestError}"));
        }
        catch (OperationCanceledException)
        {
            return Failed<T>(new DeliveryOutcome.Unknown("no answer in time"));
        }
        catch (Exception error)
        {
            return Failed<T>(new DeliveryOutcome.Unknown(error.GetType().Name));
        }
    }

    private static SlackReply<T> Failed<T>(DeliveryOutcome outcome)
        where T : class => new(0, Failure: outcome);

    /// <summary>Whether no byte of the request can have reached Slack.</summary>
    private static bool NothingLeft(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private static async Task<T?> Read<T>(
        HttpContent content, Func<ReadOnlyMemory<byte>, T?> read, CancellationToken stop)
        where T : class
    {
        using var body = await content.ReadAsStreamAsync(stop);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferStart);
        try
        {
            var length = 0;
            for (int more; (more = await body.ReadAsync(buffer.AsMemory(length), stop)) > 0;)
            {
                length += more;
                if (length > AnswerMax)
                    return null;
                if (length == buffer.Length)
                    buffer = Grow(buffer);
            }
            return read(buffer.AsMemory(0, length));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // It came, and says nothing: a page of a proxy.
            return null;
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
