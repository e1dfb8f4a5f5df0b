using System.Text.Json;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>A file of a message.</summary>
/// <param name="File">The file.</param>
/// <param name="IsVoice">Whether it was recorded in Slack.</param>
/// <param name="Transcript">What Slack understood, where that is all of it.</param>
internal sealed record SlackFile(Attachment File, bool IsVoice, string? Transcript);

/// <summary>Reads the files of a message.</summary>
internal static class SlackAttachments
{
    public static IReadOnlyList<SlackFile> Read(JsonElement message)
    {
        List<SlackFile>? files = null;
        foreach (var file in message.Items("files"))
            if (files is null or { Count: < Bounds.ItemsMax } && ReadOne(file) is { } read)
                (files ??= []).Add(read);
        return files is null ? [] : files;
    }

    private static SlackFile? ReadOne(JsonElement file)
    {
        // Gone, hidden by the plan, or not for this app.
        if (file.Id("id") is not { } id
            || file.Text("mode") is "tombstone" or "hidden_by_limit"
            || file.Text("file_access") is "access_denied" or "file_not_found")
            return null;
        var isVoice = file.Text("subtype") == "slack_audio";
        var type = file.Text("mimetype", Bounds.LabelMax) is { Length: > 0 } told ? told : null;
        // Slack calls its own recordings video/mp4.
        if (isVoice && type is not null)
            type = type.Replace("video/", "audio/", StringComparison.Ordinal);
        var url = file.Text("url_private_download", Bounds.LabelMax)
            ?? file.Text("url_private", Bounds.LabelMax);
        var size = file.Member("size");
        var attachment = new Attachment(
            isVoice ? MediaKind.Audio : MediaKinds.OfMimeType(type),
            url,
            id,
            file.Text("name", Bounds.LabelMax) ?? file.Text("title", Bounds.LabelMax),
            type,
            size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out var bytes)
                ? bytes
                : null);
        return new SlackFile(attachment, isVoice, isVoice ? Transcript(file) : null);
    }

    private static string? Transcript(JsonElement file)
    {
        var transcription = file.Member("transcription");
        var preview = transcription.Member("preview");
        return transcription.Text("status") == "complete"
            && preview.Member("has_more").ValueKind == JsonValueKind.False
                ? preview.Text("content", Bounds.TextMax)
                : null;
    }
}
