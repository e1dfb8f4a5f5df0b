using System.Buffers;
using System.Text;
using System.Text.Json;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// A file of the bot's own that Slack cannot show by its address: what is uploaded, and what is
/// said where it cannot be. Read once, on its way out.
/// </summary>
internal sealed class SlackUpload
{
    private const string Url = "url";
    private const string FileName = "filename";
    private const string AltText = "alt_txt";
    private const string Share = "share";
    private const string Link = "link";

    /// <summary>What stands in place of a name where a file has none.</summary>
    public const string NoName = "file";

    /// <summary>The longest of Slack's descriptions, in characters.</summary>
    private const int AltTextMax = 1_000;

    private const int FileNameMax = 255;

    private readonly JsonElement json;

    private SlackUpload(JsonElement json) => this.json = json;

    /// <summary>Where the file lies, or the file itself; see <see cref="InlineFile"/>.</summary>
    public string Source => json.GetProperty(Url).GetString()!;

    /// <summary>What the address to upload to is asked with.</summary>
    /// <param name="length">The file's size, in bytes.</param>
    public IEnumerable<KeyValuePair<string, string>> Begin(string length)
    {
        yield return new(FileName, json.GetProperty(FileName).GetString()!);
        yield return new("length", length);
        if (json.Text(AltText) is { } alt)
            yield return new(AltText, alt);
    }

    /// <summary>The call that shares the uploaded file, and makes a message of it.</summary>
    /// <param name="id">Slack's id of the file.</param>
    public SlackCall Complete(string id)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var written = new Utf8JsonWriter(body, SlackJson.WriterOptions))
        {
            written.WriteStartObject();
            written.WriteStartArray("files");
            written.WriteStartObject();
            written.WriteString("id", id);
            written.WriteString("title", json.GetProperty(FileName).GetString());
            written.WriteEndObject();
            written.WriteEndArray();
            foreach (var member in json.GetProperty(Share).EnumerateObject())
                member.WriteTo(written);
            written.WriteEndObject();
        }
        return new SlackCall(
            SlackCall.CompleteUpload, Encoding.UTF8.GetString(body.WrittenSpan).AsMemory());
    }

    /// <summary>The message in place of it: its name and address as text.</summary>
    public SlackCall Instead() =>
        new(SlackCall.PostMessage, json.GetProperty(Link).GetRawText().AsMemory());

    /// <summary>Reads what <see cref="Write"/> wrote; null where it is something else.</summary>
    public static SlackUpload? Read(SlackCall call)
    {
        try
        {
            var json = JsonElement.Parse(call.Bytes());
            return json.Text(FileName) is not null
                && json.Text(Url) is { } url
                && (InlineFile.Is(url) || Uri.TryCreate(url, UriKind.Absolute, out _))
                && json.Member(Share).ValueKind == JsonValueKind.Object
                && json.Member(Link).ValueKind == JsonValueKind.Object
                    ? new SlackUpload(json)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A payload that uploads a file.</summary>
    /// <param name="media">The file.</param>
    /// <param name="comment">What is said with it, in mark-up.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="link">The payload in place of it.</param>
    public static string Write(Media media, string? comment, SlackAddress address, string link)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, SlackJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString(Url, media.Url);
            json.WriteString(FileName, NameOf(media));
            if (media.Description is { Length: > 0 } description)
                json.WriteString(AltText, SlackFields.Clip(description, AltTextMax));
            json.WriteStartObject(Share);
            // A user stands for their direct message only where several places may stand.
            json.WriteString(
                address.Channel[0] is 'U' or 'W' ? "channels" : "channel_id", address.Channel);
            if (address.ThreadTs is { } thread)
                json.WriteString("thread_ts", thread);
            if (!string.IsNullOrWhiteSpace(comment))
                json.WriteString("initial_comment", comment);
            json.WriteEndObject();
            json.WritePropertyName(Link);
            json.WriteRawValue(SlackCall.Read(link)!.Value.Body.Span);
            json.WriteEndObject();
        }
        return SlackCall.Write(SlackCall.Upload, Encoding.UTF8.GetString(body.WrittenSpan));
    }

    private static string NameOf(Media media)
    {
        var name = !string.IsNullOrWhiteSpace(media.Name) ? media.Name
            : InlineFile.Is(media.Url) ? ""
            : Uri.UnescapeDataString(new Uri(media.Url).Segments[^1].Trim('/'));
        return name.Length == 0 ? NoName : SlackFields.Clip(name, FileNameMax);
    }
}
