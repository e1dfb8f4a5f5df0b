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

    /// <summary>A message as a payload.</summary>
    public static string Message(JsonObject message, string? tag, RenderContext context) =>
        MessengerJson.Write(Dress(new JsonObject { ["message"] = message }, tag, context));

    /// <summary>A sign, which must be a call of its own.</summary>
    public static string Sign(string action) =>
        MessengerJson.Write(new JsonObject { ["sender_action"] = action });

    /// <summary>Adds under which rule a message leaves, and who speaks.</summary>
    public static JsonObject Dress(JsonObject body, string? tag, RenderContext context)
    {
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
        if (context.Settings.Text(MessengerSettings.PersonaId) is { } persona
            && !body.ContainsKey("persona_id"))
            body["persona_id"] = persona;
        return body;
    }
}
