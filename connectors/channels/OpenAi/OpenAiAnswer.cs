using System.Buffers;
using System.Text.Json;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.OpenAi;

/// <summary>
/// An answer as a stream of <c>chat.completion.chunk</c>s: each has what is new. What was shown
/// cannot be taken back: where an answer became another one, that follows as a paragraph.
/// </summary>
internal sealed class OpenAiAnswer : IAnswerFormat
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    // A comment, which clients leave out.
    private static readonly byte[] PingFrame = ": \n\n"u8.ToArray();

    public string ContentType => "text/event-stream; charset=utf-8";

    public TimeSpan PingInterval { get; } = TimeSpan.FromSeconds(15);

    public ReadOnlyMemory<byte> Ping => PingFrame;

    public ReadOnlyMemory<byte> Growing(
        IReadOnlyList<string> shown, IReadOnlyList<string> payloads, SyncContext context)
    {
        var frame = new ArrayBufferWriter<byte>();
        WriteNews(frame, shown, payloads, context);
        return frame.WrittenMemory;
    }

    public ReadOnlyMemory<byte> Whole(
        IReadOnlyList<string> shown,
        IReadOnlyList<string> payloads,
        IReadOnlyDictionary<string, string> metadata,
        SyncContext context)
    {
        var frame = new ArrayBufferWriter<byte>();
        WriteNews(frame, shown, payloads, context);
        WriteChunk(frame, context, text: null, isFirst: false, metadata);
        if (OpenAiResponder.Reply(context).Usage)
            WriteUsage(frame, context);
        frame.Write("data: [DONE]\n\n"u8);
        return frame.WrittenMemory;
    }

    private static void WriteNews(
        ArrayBufferWriter<byte> frame,
        IReadOnlyList<string> shown,
        IReadOnlyList<string> payloads,
        SyncContext context)
    {
        var before = Steady(OpenAiResponder.Text(shown));
        var now = Steady(OpenAiResponder.Text(payloads));
        var isFirst = shown.Count == 0;
        var news = now.StartsWith(before, StringComparison.Ordinal)
            ? now[before.Length..]
            : "\n\n" + now;
        if (isFirst || news.Length > 0)
            WriteChunk(frame, context, news, isFirst, NoMetadata);
    }

    // Half of a letter of two units waits for the other half.
    private static string Steady(string text) =>
        text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text;

    private static void WriteChunk(
        ArrayBufferWriter<byte> frame,
        SyncContext context,
        string? text,
        bool isFirst,
        IReadOnlyDictionary<string, string> metadata) =>
        Write(frame, context, json =>
        {
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject("delta");
            if (isFirst)
                json.WriteString("role", "assistant");
            if (text is not null)
                json.WriteString("content", text);
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", text is null ? "stop" : null);
            json.WriteEndObject();
            json.WriteEndArray();
            if (OpenAiResponder.Reply(context).Usage)
                json.WriteNull("usage");
            OpenAiResponder.WriteMetadata(json, metadata);
        });

    private static void WriteUsage(ArrayBufferWriter<byte> frame, SyncContext context) =>
        Write(frame, context, json =>
        {
            json.WriteStartArray("choices");
            json.WriteEndArray();
            OpenAiResponder.WriteUsage(json);
        });

    private static void Write(
        ArrayBufferWriter<byte> frame, SyncContext context, Action<Utf8JsonWriter> write)
    {
        frame.Write("data: "u8);
        using (var json = new Utf8JsonWriter(frame, OpenAiJson.WriterOptions))
        {
            OpenAiResponder.Begin(json, "chat.completion.chunk", context);
            write(json);
            json.WriteEndObject();
        }
        frame.Write("\n\n"u8);
    }
}
