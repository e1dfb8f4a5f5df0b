using System.Text.Json;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.OpenAi;

/// <summary>What the user said: the last message of a request, its texts and files.</summary>
internal static class OpenAiContent
{
    /// <summary>Reads the last message.</summary>
    /// <param name="messages">The messages of a request.</param>
    /// <param name="problem">What is wrong, where it is null.</param>
    public static UserEvent? Read(IReadOnlyList<OpenAiMessage?>? messages, out string problem)
    {
        problem = "'messages' must not be empty, and its last message must be the user's";
        if (messages is not [.., { Role: "user" } last])
            return null;
        var content = last.Content;
        if (content.ValueKind == JsonValueKind.String)
            return new TextEvent(content.GetString()!);
        problem = "'content' of the last message must be a string or an array of parts";
        if (content.ValueKind != JsonValueKind.Array)
            return null;
        var parts = content.Deserialize(OpenAiJson.Default.OpenAiPartArray) ?? [];
        var texts = new List<string>();
        var files = new List<Attachment>();
        foreach (var part in parts)
        {
            if (part is { Type: "text", Text: { } text })
                texts.Add(text);
            else if (Attached(part, out problem) is { } file)
                files.Add(file);
            else
                return null;
        }
        problem = "'content' of the last message has no parts";
        return (texts, files) switch
        {
            ([], []) => null,
            (_, []) => new TextEvent(string.Join('\n', texts)),
            ([], [{ Kind: MediaKind.Audio } voice]) => new VoiceEvent(voice),
            _ => new AttachmentsEvent(files, texts.Count > 0 ? string.Join('\n', texts) : null),
        };
    }

    private static Attachment? Attached(OpenAiPart? part, out string problem)
    {
        problem = $"a part of type '{part?.Type}' is not known here, or lacks what it is";
        switch (part)
        {
            case { Type: "image_url", ImageUrl.Url: { } url }:
                problem =
                    "'image_url.url' must be an http(s) address, or data:{type};base64,{bytes}";
                return InlineFile.Is(url) ? Inline(url, name: null)
                    : IsWeb(url) ? new Attachment(MediaKind.Image, url)
                    : null;
            case { Type: "input_audio", InputAudio: { Data: { } data, Format: { } format } }:
                problem = "'input_audio' must have base64 as 'data', and a 'format' such as wav";
                return format.All(char.IsAsciiLetterOrDigit)
                    ? Inline($"data:audio/{format};base64,{data}", name: null)
                    : null;
            case { Type: "file", File: { FileData: { } data } file }:
                problem = "'file.file_data' must be data:{type};base64,{bytes}";
                return Inline(data, file.Filename);
            case { Type: "file", File.FileId: not null }:
                problem = "there are no files here to name by 'file.file_id'; send 'file_data'";
                return null;
            default:
                return null;
        }
    }

    // Kept with the conversation; what is too large for that is refused by the model's bounds.
    private static Attachment? Inline(string url, string? name)
    {
        if (InlineFile.Read(url, out var type) is not { } body)
            return null;
        return new Attachment(
            MediaKinds.OfMimeType(type), url, Name: name, MimeType: type, SizeBytes: body.Length);
    }

    private static bool IsWeb(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
