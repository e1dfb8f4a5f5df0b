using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.OpenAi;

/// <summary>Writes one Markdown text for each message.</summary>
internal sealed class OpenAiRenderer : IMessageRenderer
{
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    public IReadOnlyList<string> Render(BotMessage message, RenderContext context) =>
        message switch
        {
            TextMessage { Text.Length: > 0 } text => [text.Text],
            MediaMessage image => [Picture(image)],
            NativeMessage native => Content(native.Json) is { Length: > 0 } text ? [text] : [],
            _ => [],
        };

    private static string Picture(MediaMessage image)
    {
        var title = image.Title ?? image.Media.Description ?? image.Media.Name ?? "";
        // Neither may end the one it stands in.
        var shown = title.Replace("]", "\\]", StringComparison.Ordinal);
        var address = image.Media.Url.Replace(")", "%29", StringComparison.Ordinal)
            .Replace(" ", "%20", StringComparison.Ordinal);
        return $"![{shown}]({address})";
    }

    // {"content": "…"}: a text for this channel alone.
    private static string? Content(string json)
    {
        using var native = JsonDocument.Parse(json, Depth);
        return native.RootElement.TryGetProperty("content", out var content)
            && content.ValueKind == JsonValueKind.String
                ? content.GetString()
                : null;
    }
}
