using System.Buffers;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// An answer that is a stream, as Tock's <c>streamedResponse</c> has it: each frame is all there is
/// so far, and the last message of all says that it is the last.
/// </summary>
internal sealed class WebAnswer : IAnswerFormat
{
    private const string LastAnswer = "LAST_ANSWER";

    private readonly WebStream frames = new();

    public string ContentType => frames.ContentType;

    public TimeSpan PingInterval => frames.PingInterval;

    public ReadOnlyMemory<byte> Ping => frames.Ping;

    public ReadOnlyMemory<byte> Growing(
        IReadOnlyList<string> shown, IReadOnlyList<string> payloads, SyncContext context) =>
        frames.Growing(payloads, context.ResponseId ?? "");

    public ReadOnlyMemory<byte> Whole(
        IReadOnlyList<string> shown,
        IReadOnlyList<string> payloads,
        IReadOnlyDictionary<string, string> metadata,
        SyncContext context)
    {
        var id = context.ResponseId ?? "";
        var written = new ArrayBufferWriter<byte>();
        foreach (var payload in payloads.SkipLast(1))
            WebStream.Write(written, [payload], metadata, id);
        WebStream.Write(
            written,
            [.. payloads.TakeLast(1)],
            new Dictionary<string, string>(metadata) { [LastAnswer] = "true" },
            id);
        return written.WrittenMemory;
    }
}
