using System.Buffers;
using System.Text;
using System.Text.Json;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Tock's server-sent events: signs of life named <c>ping</c>, and each message as an answer of
/// its own, with the id by which the kits know what they have of it. Beyond Tock, each has the id
/// that a browser names when it returns.
/// </summary>
internal sealed class WebStream : IStreamFormat
{
    // What a text that grows has, until it is whole.
    private static readonly Dictionary<string, string> StillGrows =
        new() { ["TOCK_STREAM_RESPONSE"] = "true" };

    private static readonly byte[] PingFrame = "event: ping\ndata: 1\n\n"u8.ToArray();

    public string ContentType => "text/event-stream;charset=UTF-8";

    // The kits take a stream for dead after 15 s of silence.
    public TimeSpan PingInterval { get; } = TimeSpan.FromSeconds(10);

    public ReadOnlyMemory<byte> Ping => PingFrame;

    public ReadOnlyMemory<byte> Mark(string position)
    {
        var frame = new ArrayBufferWriter<byte>();
        WriteId(frame, position);
        frame.Write(PingFrame);
        return frame.WrittenMemory;
    }

    public ReadOnlyMemory<byte> Frame(
        string payload,
        IReadOnlyDictionary<string, string> metadata,
        string responseId,
        string? position) => Write([payload], metadata, responseId, position);

    public ReadOnlyMemory<byte> Growing(IReadOnlyList<string> payloads, string responseId) =>
        Write(payloads, StillGrows, responseId, position: null);

    private static ReadOnlyMemory<byte> Write(
        IReadOnlyList<string> payloads,
        IReadOnlyDictionary<string, string> metadata,
        string responseId,
        string? position)
    {
        var frame = new ArrayBufferWriter<byte>();
        Write(frame, payloads, metadata, responseId, position);
        return frame.WrittenMemory;
    }

    /// <summary>Writes an answer, or a part of one, as a frame.</summary>
    public static void Write(
        ArrayBufferWriter<byte> frame,
        IReadOnlyList<string> payloads,
        IReadOnlyDictionary<string, string> metadata,
        string responseId,
        string? position = null)
    {
        frame.Write("event: message\n"u8);
        if (position is not null)
            WriteId(frame, position);
        frame.Write("data: "u8);
        // JSON has no line breaks of its own: one line is the whole of it.
        using (var json = new Utf8JsonWriter(frame, WebJson.WriterOptions))
            WebResponder.Write(json, payloads, metadata, responseId, error: null);
        frame.Write("\n\n"u8);
    }

    private static void WriteId(ArrayBufferWriter<byte> frame, string position)
    {
        frame.Write("id: "u8);
        frame.Write(Encoding.UTF8.GetBytes(position));
        frame.Write("\n"u8);
    }
}
