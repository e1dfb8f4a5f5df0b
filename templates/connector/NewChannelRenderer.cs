using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.NewChannel;

/// <summary>
/// Writes messages as the API takes them. What the capabilities do not declare does not arrive
/// here: the fallback made another message of it.
/// </summary>
internal sealed class NewChannelRenderer : IMessageRenderer
{
    public IReadOnlyList<string> Render(BotMessage message, RenderContext context) =>
        message switch
        {
            TextMessage text => Write(text),
            // Signs without a place on this channel: the end of a conversation and the like.
            _ => [],
        };

    /// <summary>
    /// The JSON of a text, with what the channel's mark-up needs escaped. The same message gives
    /// the same bytes: no time, no fresh id. Not written yet: nothing is written.
    /// </summary>
    private static string[] Write(TextMessage text) => [];
}
