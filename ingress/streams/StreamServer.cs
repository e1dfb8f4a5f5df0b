using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces.Streams;
using TockOrleans.Ingress.Limits;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Streams;

/// <summary>
/// Serves one stream to its client for as long as it is open. That the client goes away changes
/// nothing in its conversation.
/// </summary>
public sealed class StreamServer(
    StreamHub hub, ClientLimits limits, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    // The clock's timers take no longer ones; the client returns and proves itself again.
    private static readonly TimeSpan ProvenMax = TimeSpan.FromDays(1);

    /// <summary>Serves a stream until the client or the node goes, or its proof ends.</summary>
    /// <param name="http">The request.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="open">Whose stream, and where it was.</param>
    /// <param name="until">When the proof of who the user is ends; null: it does not.</param>
    /// <returns>Null once it is over; else the answer that refuses it.</returns>
    public async Task<WebhookReply?> Serve(
        HttpContext http,
        BotEndpoint endpoint,
        ParseResult.OpenStream open,
        DateTimeOffset? until)
    {
        if (!SessionId.TryCreate(endpoint.Id, open.User, open.Thread, out var id))
            return endpoint.Connector.Refuse(400, "the user or thread id is not one");
        var session = id.ToString();
        if (!hub.HasRoomFor(session))
            return limits.RefuseUserStream(endpoint);
        if (limits.RefuseStream(http, endpoint, out var address) is { } tooMany)
            return tooMany;
        try
        {
            return await Serve(http, endpoint, session, open, until);
        }
        finally
        {
            limits.CloseStream(address);
        }
    }

    private async Task<WebhookReply?> Serve(
        HttpContext http,
        BotEndpoint endpoint,
        string session,
        ParseResult.OpenStream open,
        DateTimeOffset? until)
    {
        var connection = new StreamConnection(
            endpoint, session, StreamPosition.Parse(open.LastEventId), open.Growing);
        if (!hub.TryAdd(connection))
            return endpoint.Connector.Refuse(503, "the node holds no more streams");
        try
        {
            using var proven = new CancellationTokenSource(Left(until), clock);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(
                http.RequestAborted, lifetime.ApplicationStopping, proven.Token);
            await Write(http, connection, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The client left, or this node does.
        }
        finally
        {
            hub.Remove(connection);
        }
        return null;
    }

    private TimeSpan Left(DateTimeOffset? until)
    {
        if (until is not { } end)
            return Timeout.InfiniteTimeSpan;
        var left = end - clock.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < ProvenMax ? left : ProvenMax;
    }

    /// <summary>Begins an answer that is a stream.</summary>
    internal static void Begin(HttpContext http, string contentType)
    {
        var response = http.Response;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-cache";
        // A proxy that gathers what it passes on would hold the replies back.
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static async Task Write(
        HttpContext http, StreamConnection connection, CancellationToken stop)
    {
        var response = http.Response;
        Begin(http, connection.Format.ContentType);
        while (await connection.Frames.WaitToReadAsync(stop))
        {
            while (connection.Frames.TryRead(out var frame))
                await response.Body.WriteAsync(frame, stop);
            await response.Body.FlushAsync(stop);
        }
    }
}
