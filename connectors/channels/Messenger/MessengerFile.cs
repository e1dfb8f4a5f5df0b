using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>A file of a message.</summary>
/// <param name="Url">Where it lies, or the file itself.</param>
/// <param name="Type">Meta's word for what it is.</param>
/// <param name="Name">Its name, where it stands in its address.</param>
internal sealed record MessengerFile(string Url, string? Type, string? Name)
{
    private const string NoName = "file";
    private const int NameMax = 100;

    /// <summary>Whether Meta cannot fetch it.</summary>
    public bool IsInline => InlineFile.Is(Url);

    /// <summary>What it is known by: its address, or what its bytes are.</summary>
    public string Key => IsInline
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Url)))
        : Url;

    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>
    /// The form that uploads it:
    /// https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api.
    /// Written by hand: Meta's own examples quote the names of the parts, and .NET does not.
    /// </summary>
    /// <returns>The form and its media type; null: there is no file in the address.</returns>
    public (byte[] Form, string Type)? Form()
    {
        if (InlineFile.Read(Url, out var mime) is not { Length: > 0 } bytes)
            return null;
        var type = Mime(mime);
        var message = MessengerJson.Write(new JsonObject
        {
            ["attachment"] = new JsonObject
            {
                ["type"] = Type ?? NoName,
                ["payload"] = new JsonObject { ["is_reusable"] = true },
            },
        });
        // Made of the file, so that it is not in it.
        var border = $"file-{Key[..32]}";
        var head = $"--{border}\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n"
            + $"{message}\r\n--{border}\r\nContent-Disposition: form-data; name=\"filedata\"; "
            + $"filename=\"{FileName(type)}\"\r\nContent-Type: {type}\r\n\r\n";
        return (
            [.. Encoding.UTF8.GetBytes(head), .. bytes,
                .. Encoding.UTF8.GetBytes($"\r\n--{border}--\r\n")],
            $"multipart/form-data; boundary={border}");
    }

    private static string Mime(string mime) => mime.Count(sign => sign == '/') == 1
        && mime.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '/' or '+' or '.' or '-')
            ? mime
            : "application/octet-stream";

    // Nothing that ends the line or the quotes; Meta tells kinds of files by the ending, too.
    private string FileName(string type)
    {
        var name = string.Concat((Name ?? "").Where(sign =>
            !char.IsControl(sign) && sign is not ('"' or '\\' or '/')));
        return name.Length > 0
            ? MessengerFields.Clip(name, NameMax)
            : $"{NoName}.{type[(type.IndexOf('/', StringComparison.Ordinal) + 1)..]}";
    }
}
