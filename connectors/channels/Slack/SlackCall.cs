using System.Text;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// A payload: what is called, and what is posted to it. It is cut out of the text as the renderer
/// wrote it, and never parsed again on its way out.
/// </summary>
/// <param name="Method">The Web API method, or <see cref="ResponseUrl"/>.</param>
/// <param name="Body">The JSON object to be posted.</param>
internal readonly record struct SlackCall(string Method, ReadOnlyMemory<char> Body)
{
    public const string PostMessage = "chat.postMessage";
    public const string PostEphemeral = "chat.postEphemeral";
    public const string SetStatus = "assistant.threads.setStatus";

    /// <summary>Asks where a file is uploaded to.</summary>
    public const string BeginUpload = "files.getUploadURLExternal";

    /// <summary>Shares a file that was uploaded.</summary>
    public const string CompleteUpload = "files.completeUploadExternal";

    /// <summary>Stands for the steps of an upload; no method a story may call has the name.
    /// </summary>
    public const string Upload = "upload";

    /// <summary>Stands for a form and what is said where it does not open.</summary>
    public const string Form = "form";

    /// <summary>Stands for the address that came with a command or a click.</summary>
    public const string ResponseUrl = "response_url";

    private const string Head = "{\"method\":\"";
    private const string Neck = "\",\"body\":";

    /// <summary>What only a response URL takes, as the renderer wrote it.</summary>
    private const string ResponseHead =
        "\"response_type\":\"ephemeral\",\"replace_original\":false,";

    /// <summary>A thread of the channel, which the direct message has not.</summary>
    private const string Thread = "\"thread_ts\":\"";

    /// <summary>How a message goes to an address.</summary>
    public static string MethodFor(SlackAddress? address) => address switch
    {
        { ResponseUrl: not null } => ResponseUrl,
        { Ephemeral: true, User: not null } => PostEphemeral,
        _ => PostMessage,
    };

    public static string Write(string method, string body) =>
        string.Concat(Head, method, Neck) + body + "}";

    /// <summary>Reads what was written; null where it is something else.</summary>
    public static SlackCall? Read(string payload)
    {
        if (!payload.StartsWith(Head, StringComparison.Ordinal) || payload[^1] != '}')
            return null;
        var neck = payload.IndexOf(Neck, Head.Length, StringComparison.Ordinal);
        var body = neck + Neck.Length;
        return neck < 0 || payload[body] != '{'
            ? null
            : new SlackCall(
                Known(payload.AsSpan(Head.Length, neck - Head.Length)),
                payload.AsMemory(body, payload.Length - body - 1));
    }

    /// <summary>The body's bytes.</summary>
    public byte[] Bytes()
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(Body.Span)];
        Encoding.UTF8.GetBytes(Body.Span, bytes);
        return bytes;
    }

    /// <summary>
    /// The same for the user alone: where a response URL takes no more, the reply goes to the
    /// user's direct message, never to the channel where all would see it.
    /// </summary>
    public SlackCall Directly(string user)
    {
        var rest = After(ResponseHead, Body.Span[1..]);
        if (rest.StartsWith(Thread))
            rest = rest[(rest.IndexOf(',') + 1)..];
        return new SlackCall(
            PostMessage, string.Concat($"{{\"channel\":\"{user}\",", rest).AsMemory());
    }

    private static ReadOnlySpan<char> After(string head, ReadOnlySpan<char> text) =>
        text.StartsWith(head) ? text[head.Length..] : text;

    private static string Known(ReadOnlySpan<char> method) =>
        method.SequenceEqual(PostMessage) ? PostMessage
        : method.SequenceEqual(ResponseUrl) ? ResponseUrl
        : method.SequenceEqual(Upload) ? Upload
        : method.SequenceEqual(Form) ? Form
        : method.ToString();
}
