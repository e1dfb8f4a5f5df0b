using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>What a story may ask of Messenger for one message, in its options.</summary>
internal static class MessengerOptions
{
    /// <summary>The id of the persona that speaks, in place of the endpoint's.</summary>
    private const string Persona = "messenger.persona_id";

    /// <summary>How the user's device announces the message.</summary>
    private const string Notification = "messenger.notification_type";

    /// <summary>https://developers.facebook.com/docs/graph-api/reference/page/messages</summary>
    private static readonly string[] Notifications = ["REGULAR", "SILENT_PUSH", "NO_PUSH"];

    /// <summary>The persona; null: the endpoint's, where it has one.</summary>
    public static string? PersonaOf(BotMessage message) =>
        MessengerFields.AsId(message.Options?.GetValueOrDefault(Persona));

    /// <summary>One of Meta's three words; null: none, or a word Meta would refuse.</summary>
    public static string? NotificationOf(BotMessage message) =>
        message.Options?.GetValueOrDefault(Notification) is { } word
        && Notifications.Contains(word)
            ? word
            : null;
}
