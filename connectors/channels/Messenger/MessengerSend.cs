using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Writes the body of a call of the Send API, all but its recipient and the key that comes back in
/// the echo: those are the client's.
/// https://developers.facebook.com/docs/messenger-platform/reference/send-api
/// </summary>
internal static class MessengerSend
{
    /// <summary>A person answers, within seven days.</summary>
    public const string HumanAgent = "HUMAN_AGENT";

    /// <summary>An approved template, at any time.</summary>
    public const string Utility = "UTILITY";

    private const string Messaging = "messaging_type";

    /// <summary>A part of a message as a payload.</summary>
    public static string Message(JsonObject part, BotMessage message, RenderContext context) =>
        MessengerJson.Write(Dress(new JsonObject { ["message"] = part }, message, context));

    /// <summary>A sign, which must be a call of its own.</summary>
    public static string Sign(string action) =>
        MessengerJson.Write(new JsonObject { ["sender_action"] = action });

    /// <summary>A sign of typing, under the face of who types.</summary>
    public static string Typing(TypingMessage typing, RenderContext context) =>
        MessengerJson.Write(Speak(
            new JsonObject { ["sender_action"] = typing.On ? "typing_on" : "typing_off" },
            typing,
            context));

    /// <summary>Adds under which rule a message leaves, who speaks, and how loud.</summary>
    public static JsonObject Dress(JsonObject body, BotMessage message, RenderContext context)
    {
        var tag = message.Tag;
        if (!body.ContainsKey(Messaging))
        {
            // Under any other tag Meta takes nothing any more; within the window it needs none.
            body.Insert(0, Messaging, tag switch
            {
                HumanAgent => "MESSAGE_TAG",
                Utility => Utility,
                _ => context.Proactive ? "UPDATE" : "RESPONSE",
            });
            if (tag == HumanAgent)
                body.Insert(1, "tag", tag);
        }
        Speak(body, message, context);
        if (MessengerOptions.NotificationOf(message) is { } notification)
            body.TryAdd("notification_type", notification);
        return body;
    }

    private static JsonObject Speak(JsonObject body, BotMessage message, RenderContext context)
    {
        if ((MessengerOptions.PersonaOf(message)
            ?? context.Settings.Text(MessengerSettings.PersonaId)) is { } persona)
            body.TryAdd("persona_id", persona);
        return body;
    }
}
