using Microsoft.AspNetCore.Http;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.GrainInterfaces.Streams;
using TockOrleans.Ingress.Webhooks;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Streams;

/// <summary>An answer that is a stream, while it is written.</summary>
internal sealed class AnswerStream(HttpContext http, BotEndpoint endpoint, InboundEvent inbound)
{
    private readonly IAnswerFormat format = endpoint.Connector.Answers!;
    private IReadOnlyList<string> shown = [];

    /// <summary>How often it must show life.</summary>
    public TimeSpan PingInterval => format.PingInterval;

    /// <summary>Writes a sign of life.</summary>
    public Task Ping() => Write(format.Ping);

    /// <summary>Writes what the answer has grown to.</summary>
    public Task Show(GrowingReplies growing)
    {
        var payloads = RenderedReplies.Of(endpoint, growing.Messages, inbound.Locale);
        var frame = format.Growing(shown, payloads, Context(growing.ResponseId));
        shown = payloads;
        return Write(frame);
    }

    /// <summary>Writes the answer and ends it.</summary>
    public Task End(Acceptance outcome)
    {
        var rendered = RenderedReplies.Of(
            endpoint, outcome.Replies, inbound.ReplyAddress, inbound.Locale);
        return Write(format.Whole(
            shown,
            [.. rendered.Payloads.Select(payload => payload.Text)],
            rendered.Metadata,
            Context(outcome.ResponseId)));
    }

    private SyncContext Context(string? responseId) =>
        new(endpoint.Settings, inbound.ReplyAddress, inbound.Locale) { ResponseId = responseId };

    private async Task Write(ReadOnlyMemory<byte> frame)
    {
        if (!http.Response.HasStarted)
            StreamServer.Begin(http, format.ContentType);
        await http.Response.Body.WriteAsync(frame, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}
