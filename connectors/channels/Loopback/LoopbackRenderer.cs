using System.Text;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Loopback;

/// <summary>
/// Writes a message as the model's own JSON. Its delay stays here: the sender keeps it, and the
/// channel gets the message when it is due.
/// </summary>
internal sealed class LoopbackRenderer : IMessageRenderer
{
    public IReadOnlyList<string> Render(BotMessage message, RenderContext context) =>
    [
        Encoding.UTF8.GetString(MessageCodec.Encode(
            message.Delay is null ? message : message with { Delay = null })),
    ];
}
