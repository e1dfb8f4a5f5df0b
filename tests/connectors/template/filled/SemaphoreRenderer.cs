using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Semaphore;

/// <summary>
/// Writes messages as the API takes them. What the capabilities do not declare does not arrive
/// here: the fallback made another message of it.
/// </summary>
internal sealed class SemaphoreRenderer : IMessageRenderer
{
    public IReadOnlyList<string> Render(BotMessage message, RenderContext context) =>
        message switch
        {
            TextMessage text => [Write(new SemaphoreSignal(text.Text, Choices(text.Buttons)))],
            MediaMessage media => [Write(new SemaphoreSignal(Image: Image(media)))],
            // Signs without a place on this channel: the end of a conversation and the like.
            _ => [],
        };

    private static SemaphoreChoice[]? Choices(IReadOnlyList<Button>? buttons) =>
        buttons is { Count: > 0 }
            ? [.. buttons.Select(one => new SemaphoreChoice(one.Title, one.Payload, one.Url))]
            : null;

    private static SemaphoreImage Image(MediaMessage media) =>
        new(media.Media.Url, media.Title ?? media.Media.Description ?? media.Media.Name);

    private static string Write(SemaphoreSignal signal) =>
        JsonSerializer.Serialize(signal, SemaphoreJson.Default.SemaphoreSignal);
}
