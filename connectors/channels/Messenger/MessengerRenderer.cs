using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>Writes bodies of calls, one for each message of Messenger's.</summary>
internal sealed class MessengerRenderer : IMessageRenderer
{
    public IReadOnlyList<string> Render(BotMessage message, RenderContext context) => message switch
    {
        TypingMessage typing => Signs(typing, context),
        NativeMessage native => MessengerNative.Write(native, context),
        _ => [.. Messages(message).Select(one => MessengerSend.Message(one, message, context))],
    };

    private static string[] Signs(TypingMessage typing, RenderContext context)
    {
        var sign = MessengerSend.Typing(typing, context);
        return typing.On && context.Settings.Flag(MessengerSettings.MarkSeen) && !context.Proactive
            ? [MessengerSend.Sign("mark_seen"), sign]
            : [sign];
    }

    private static JsonObject[] Messages(BotMessage message)
    {
        JsonObject[] messages = message switch
        {
            TextMessage text => [.. MessengerTemplates.Text(text.Text, text.Buttons)],
            CardMessage card => [.. MessengerTemplates.Cards([card.Card])],
            CarouselMessage carousel => [.. MessengerTemplates.Cards(carousel.Cards)],
            MediaMessage media => [.. MessengerTemplates.Media(media)],
            LocationRequestMessage request => [.. MessengerTemplates.Text(request.Text, null)],
            _ => [],
        };
        // Quick replies stand under the last message only.
        if (messages.Length > 0 && MessengerButtons.Offer(message.Suggestions) is { } offer)
            messages[^1]["quick_replies"] = offer;
        return messages;
    }
}
