using System.Text.Json.Nodes;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>A payload as a call: where it is posted, and what.</summary>
/// <param name="Path">Behind the page: <c>messages</c>, <c>pass_thread_control</c> …</param>
/// <param name="Body">What is posted.</param>
internal sealed record MessengerCall(string Path, JsonObject Body)
{
    private const string Messages = "messages";

    private static readonly string[] Controls =
    [
        "pass_thread_control", "take_thread_control", "request_thread_control",
        "release_thread_control",
    ];

    /// <summary>Whether it is a sign of typing or reading, and no message.</summary>
    public bool IsSign => Path == Messages && Body.ContainsKey("sender_action");

    public bool IsMessage => Path == Messages && !IsSign;

    /// <summary>
    /// The file of a message that Meta gives an id: one that may be sent again by its address, or
    /// one that stands in it.
    /// </summary>
    public MessengerFile? File =>
        (Body["message"] as JsonObject)?["attachment"] is JsonObject attachment
        && attachment["payload"] is JsonObject file
        && file["url"] is JsonValue url && url.TryGetValue<string>(out var address)
        && (InlineFile.Is(address) || (file.Count == 2 && file.ContainsKey("is_reusable")))
            ? new MessengerFile(
                address, MessengerFile.Text(attachment["type"]), MessengerFile.Text(file["name"]))
            : null;

    /// <summary>The call with a file that Meta has already.</summary>
    /// <param name="attachment">Meta's id of it.</param>
    public MessengerCall With(string attachment)
    {
        var body = (JsonObject)Body.DeepClone();
        body["message"]!["attachment"]!["payload"] =
            new JsonObject { ["attachment_id"] = attachment };
        return new MessengerCall(Path, body);
    }

    /// <summary>The call of the handover protocol that an object names; null: none.</summary>
    public static string? ControlOf(JsonObject payload) =>
        payload is { Count: 1 } && payload.First() is { Value: JsonObject } only
        && Controls.Contains(only.Key)
            ? only.Key
            : null;

    /// <summary>Makes a call of a payload; null where it is none, or nobody is to get it.</summary>
    /// <param name="payload">The payload, as the renderer wrote it.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="key">Comes back in the echo of the message.</param>
    public static MessengerCall? Of(string payload, MessengerAddress? to, string key)
    {
        if (MessengerJson.Read(payload) is not { Count: > 0 } given)
            return null;
        var control = ControlOf(given);
        var body = control is null ? given : (JsonObject)given[control]!.DeepClone();
        if (!body.ContainsKey("recipient"))
        {
            if (to is null)
                return null;
            body.Insert(0, "recipient", to.Id is { } id
                ? new JsonObject { ["id"] = id }
                : new JsonObject { ["user_ref"] = to.UserRef });
        }
        if (control is not null)
            return new MessengerCall(control, body);
        if (body["message"] is JsonObject message)
            message["metadata"] = MessengerFields.Clip(key, MessengerLimits.MetadataMax);
        else if (!body.ContainsKey("sender_action"))
            return null;
        return new MessengerCall(Messages, body);
    }
}
