using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace TockOrleans.Simulators.Messenger;

/// <summary>What a call brings: JSON, or a form with a file in it.</summary>
/// <param name="Body">The parameters.</param>
/// <param name="File">The file; null: there is none.</param>
internal sealed record MessengerForm(JsonObject Body, MessengerUploadedFile? File = null)
{
    private const string FileField = "filedata";

    /// <summary>Reads a call; null: it is neither.</summary>
    public static async Task<MessengerForm?> Read(ApiCall call)
    {
        try
        {
            var given = call.Http.Request.ContentType;
            return MediaTypeHeaderValue.TryParse(given, out var type)
                && type.MediaType == "multipart/form-data"
                    ? await ReadParts(call, HeaderUtilities.RemoveQuotes(type.Boundary).Value!)
                    : new MessengerForm(call.Body.IsEmpty ? [] : Parse(call.Body.Span) ?? []);
        }
        catch (Exception odd) when (odd is JsonException or IOException or InvalidDataException)
        {
            return null;
        }
    }

    // Of the parameters that are objects a form has the text.
    private static async Task<MessengerForm> ReadParts(ApiCall call, string boundary)
    {
        var reader = new MultipartReader(boundary, new MemoryStream(call.Body.ToArray()));
        var form = new MessengerForm([]);
        while (await reader.ReadNextSectionAsync() is { } part)
        {
            using var bytes = new MemoryStream();
            await part.Body.CopyToAsync(bytes);
            var disposition = part.GetContentDispositionHeader()
                ?? throw new InvalidDataException("a part has a name");
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
            if (name == FileField)
                form = form with
                {
                    File = new(
                        HeaderUtilities.RemoveQuotes(disposition.FileName).Value ?? "",
                        part.ContentType ?? "",
                        bytes.ToArray()),
                };
            else
                form.Body[name] = Parse(bytes.ToArray()) is { } value
                    ? value
                    : Encoding.UTF8.GetString(bytes.ToArray());
        }
        return form;
    }

    private static JsonObject? Parse(ReadOnlySpan<byte> json) =>
        json.IsEmpty || json[0] != (byte)'{' ? null : JsonNode.Parse(json) as JsonObject;
}
