using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Connectors.OpenAi;

/// <summary>
/// A request, as far as it means something to a bot: how a model is to be sampled does not.
/// </summary>
internal sealed record OpenAiRequest(
    string? Model = null,
    IReadOnlyList<OpenAiMessage?>? Messages = null,
    bool? Stream = null,
    OpenAiStreamOptions? StreamOptions = null,
    string? User = null,
    string? SafetyIdentifier = null,
    IReadOnlyDictionary<string, string>? Metadata = null,
    int? N = null,
    OpenAiResponseFormat? ResponseFormat = null,
    IReadOnlyList<string>? Modalities = null);

/// <summary>One message; its content is a text or an array of parts.</summary>
internal sealed record OpenAiMessage(string? Role = null, JsonElement Content = default);

/// <summary>What a stream has besides the answer.</summary>
internal sealed record OpenAiStreamOptions(bool? IncludeUsage = null);

/// <summary>What form the answer must have.</summary>
internal sealed record OpenAiResponseFormat(string? Type = null);

/// <summary>One part of a message's content.</summary>
internal sealed record OpenAiPart(
    string? Type = null,
    string? Text = null,
    OpenAiUrl? ImageUrl = null,
    OpenAiAudio? InputAudio = null,
    OpenAiFile? File = null);

/// <summary>Where a picture is; or the picture itself, as a data: URL.</summary>
internal sealed record OpenAiUrl(string? Url = null);

/// <summary>A sound as base64, and its format: <c>wav</c>, <c>mp3</c>.</summary>
internal sealed record OpenAiAudio(string? Data = null, string? Format = null);

/// <summary>A file: its id at the vendor, or the file itself, as a data: URL.</summary>
internal sealed record OpenAiFile(
    string? FileId = null, string? FileData = null, string? Filename = null);

/// <summary>What of a request its answer repeats.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="Created">When it was made, in seconds since 1970.</param>
/// <param name="Usage">Whether a stream ends with the tokens used.</param>
internal sealed record OpenAiReply(string Id, long Created, bool Usage = false);

[JsonSourceGenerationOptions(
    AllowDuplicateProperties = false,
    MaxDepth = 32,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OpenAiRequest))]
[JsonSerializable(typeof(OpenAiPart[]))]
[JsonSerializable(typeof(OpenAiReply))]
internal sealed partial class OpenAiJson : JsonSerializerContext
{
    /// <summary>Letters of all languages as they are: the answer is never part of a page.</summary>
    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
