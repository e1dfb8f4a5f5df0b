using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.GrainInterfaces.Streams;
using TockOrleans.Ingress.Webhooks;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Streams;

/// <summary>
/// Answers one request by a stream of its own: what the answer grows to, then its messages. Until
/// the first of it is written, the answer may still be an error; afterwards a failure breaks the
/// connection off, and the client sends the same event again. That the client goes away does not
/// stop the story.
/// </summary>
public sealed class AnswerServer(StreamHub hub, EventDelivery delivery, TimeProvider clock)
{
    /// <summary>Serves the answer to an event.</summary>
    /// <param name="http">The request.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="item">The event.</param>
    /// <returns>Null once it is over; else the answer that refuses it.</returns>
    public async Task<WebhookReply?> Serve(
        HttpContext http, BotEndpoint endpoint, ParsedItem.FromUser item)
    {
        if (!SessionId.TryCreate(endpoint.Id, item.User, item.Thread, out var session))
            return endpoint.Connector.Refuse(400, "the user or thread id is not one");
        var answer = new AnswerStream(http, endpoint, item.Inbound);
        using var watching = hub.Watch(
            session.ToString(), item.Inbound.EventId, out var growing);
        var answering = delivery.Deliver(endpoint, item, hub.Self);
        try
        {
            await WriteUntil(answering, growing, answer, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client left.
        }
        var outcome = await answering;
        if (http.RequestAborted.IsCancellationRequested)
            return null;
        if (outcome.Status is AcceptanceStatus.Answered or AcceptanceStatus.Deferred)
            await answer.End(outcome);
        else if (http.Response.HasStarted)
            http.Abort();
        else
            return SyncReplies.Write(endpoint, item, outcome);
        return null;
    }

    private async Task WriteUntil(
        Task answering,
        ChannelReader<GrowingReplies> growing,
        AnswerStream answer,
        CancellationToken left)
    {
        using var timer = new PeriodicTimer(answer.PingInterval, clock);
        var pinging = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        var waiting = growing.WaitToReadAsync(left).AsTask();
        while (await Task.WhenAny(answering, waiting, pinging) != answering)
        {
            if (pinging.IsCompleted)
            {
                pinging = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
                await answer.Ping();
            }
            if (!waiting.IsCompleted)
                continue;
            await waiting;
            while (growing.TryRead(out var shown))
                await answer.Show(shown);
            waiting = growing.WaitToReadAsync(left).AsTask();
        }
    }
}
