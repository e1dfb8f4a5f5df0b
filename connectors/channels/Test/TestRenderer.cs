using System.Text;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Test;

/// <summary>Writes a message as the model's own JSON, all of it.</summary>
internal sealed class TestRenderer : IMessageRenderer
{
    public IReadOnlyList<string> Render(BotMessage message, RenderContext context) =>
        message is MetadataMessage ? [] : [Encoding.UTF8.GetString(MessageCodec.Encode(message))];
}
