using System.Threading.Channels;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces.Streams;
using TockOrleans.Ingress.Webhooks;

namespace TockOrleans.Ingress.Streams;

/// <summary>
/// One open stream of a client: what it has, and what is to be written to it. While it catches up,
/// what comes meanwhile waits behind that. A client that does not read is let go; it returns and
/// says where it was.
/// </summary>
internal sealed class StreamConnection
{
    private const int FramesMax = 256;

    // A client that is behind sees the next one.
    private const int FramesBeforeGrowing = 8;

    private readonly Lock changing = new();
    private readonly BotEndpoint endpoint;
    private readonly Channel<ReadOnlyMemory<byte>> frames =
        Channel.CreateBounded<ReadOnlyMemory<byte>>(
            new BoundedChannelOptions(FramesMax) { SingleReader = true });
    private readonly bool growing;
    private List<PushedReplies>? waiting;
    private StreamPosition? position;
    private string? answered;

    /// <param name="endpoint">The endpoint.</param>
    /// <param name="session">The session's key.</param>
    /// <param name="after">Where the client was; null: unknown.</param>
    /// <param name="growing">Whether the client wants to see answers grow.</param>
    public StreamConnection(
        BotEndpoint endpoint, string session, StreamPosition? after, bool growing)
    {
        (this.endpoint, Session, position) = (endpoint, session, after);
        this.growing = growing;
        Write(Format.Ping);
    }

    /// <summary>The session's key.</summary>
    public string Session { get; }

    /// <summary>What is to be written; completed: the stream ends.</summary>
    public ChannelReader<ReadOnlyMemory<byte>> Frames => frames.Reader;

    /// <summary>When it last got a sign of life, by the clock's timestamp.</summary>
    public long PingedAt { get; set; }

    public IStreamFormat Format => endpoint.Connector.Stream!;

    /// <summary>Ends the stream.</summary>
    public void Close() => frames.Writer.TryComplete();

    /// <summary>Writes a sign of life.</summary>
    public void Ping() => Write(Format.Ping);

    /// <summary>Writes what was pushed just now.</summary>
    /// <param name="pushed">What was pushed.</param>
    /// <param name="missed">Whether something before it did not come here: it catches up.</param>
    /// <returns>Whether the client has it; false where that comes later, or never.</returns>
    public bool Offer(PushedReplies pushed, out bool missed)
    {
        lock (changing)
        {
            missed = waiting is null && pushed.After > 0
                && !IsAt(new StreamPosition(pushed.Life, pushed.After));
            if (missed)
                waiting = [];
            if (waiting is null)
                return Write(pushed);
            if (waiting.Count < FramesMax)
                waiting.Add(pushed);
            else
                Close();
            return false;
        }
    }

    /// <summary>Writes what an answer has grown to, unless the client is behind.</summary>
    public void Show(GrowingReplies shown)
    {
        if (!growing || frames.Reader.Count >= FramesBeforeGrowing)
            return;
        lock (changing)
            if (waiting is null && shown.ResponseId != answered)
                Write(Format.Growing(
                    RenderedReplies.Of(endpoint, shown.Messages), shown.ResponseId));
    }

    /// <summary>Lets what comes now wait.</summary>
    /// <returns>Where the client is; null: unknown.</returns>
    public StreamPosition? BeginCatchingUp()
    {
        lock (changing)
        {
            waiting ??= [];
            return position;
        }
    }

    /// <summary>Writes what was missed; at the end also what came meanwhile.</summary>
    /// <returns>The places of the replies that were written.</returns>
    public IReadOnlyList<long> CatchUp(MissedReplies missed)
    {
        lock (changing)
        {
            IEnumerable<PushedReplies> answers = missed.More
                ? missed.Answers
                : [.. missed.Answers, .. waiting ?? []];
            var written = new List<long>();
            foreach (var answer in answers)
                if (Write(answer))
                    written.AddRange(answer.Replies.Select(reply => reply.Seq));
            if (!IsAt(missed.Position))
                position = missed.Position;
            if (!missed.More)
            {
                waiting = null;
                Write(Format.Mark(position!.Value.ToString()));
            }
            return written;
        }
    }

    // Whether the client is at a place, or behind it.
    private bool IsAt(StreamPosition place) =>
        position is { } here && here.Session == place.Session && here.Seq >= place.Seq;

    private bool Write(PushedReplies answer)
    {
        var rendered = RenderedReplies.Of(
            endpoint,
            [.. answer.Replies.Where(reply => !IsAt(new(answer.Life, reply.Seq)))],
            replyAddress: null,
            locale: null);
        for (var at = 0; at < rendered.Payloads.Count; at++)
        {
            var (seq, text) = rendered.Payloads[at];
            var ends = at + 1 == rendered.Payloads.Count || rendered.Payloads[at + 1].Seq != seq;
            var place = ends ? new StreamPosition(answer.Life, seq).ToString() : null;
            if (!Write(Format.Frame(text, rendered.Metadata, answer.ResponseId, place)))
                return false;
        }
        answered = answer.ResponseId;
        var last = new StreamPosition(answer.Life, answer.Replies[^1].Seq);
        if (!IsAt(last))
            position = last;
        return true;
    }

    private bool Write(ReadOnlyMemory<byte> frame)
    {
        if (frames.Writer.TryWrite(frame))
            return true;
        Close();
        return false;
    }
}
