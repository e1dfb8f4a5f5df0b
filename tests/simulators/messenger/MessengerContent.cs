using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Messenger;

/// <summary>
/// Checks a message as Meta does:
/// https://developers.facebook.com/docs/messenger-platform/reference/send-api.
/// </summary>
internal static class MessengerContent
{
    private const int TextMax = 2_000;
    private const int RepliesMax = 13;
    private const int LabelMax = 20;
    private const int PayloadMax = 1_000;
    private const int MetadataMax = 1_000;
    private const int ButtonsMax = 3;
    private const int ButtonTextMax = 640;
    private const int ElementsMax = 10;
    private const int ElementTextMax = 80;

    private static readonly string[] Files = ["image", "audio", "video", "file"];

    private static readonly string[] Buttons =
        ["postback", "web_url", "phone_number", "account_link", "account_unlink"];

    /// <summary>What is wrong with a message; null: nothing.</summary>
    public static string? Problem(JsonObject message)
    {
        var text = Text(message, "text");
        if (Text(message, "metadata")?.Length >= MetadataMax)
            return "metadata must be shorter than 1000 characters";
        if (message["quick_replies"] is JsonArray replies && Replies(replies) is { } wrong)
            return wrong;
        return (text, message["attachment"]) switch
        {
            (null, JsonObject attachment) => Attachment(attachment),
            ({ Length: 0 }, _) => "message[text] is empty",
            ({ Length: > TextMax }, _) => "Length of param message[text] must be less than 2000",
            (not null, null) => null,
            (null, null) when message["template"] is JsonObject => null,
            _ => "message must have either a text or an attachment",
        };
    }

    /// <summary>Whether it is a type of attachments that are files.</summary>
    public static bool IsFile(string? type) => Files.Contains(type);

    /// <summary>What a user reads of a message; null: nothing, it is a file.</summary>
    public static string? Shown(JsonObject message) =>
        Text(message, "text") ?? (message["attachment"]?["payload"] is JsonObject payload
            ? Text(payload, "text")
                ?? (payload["elements"] is JsonArray elements
                    ? string.Join('\n', elements.OfType<JsonObject>().Select(element =>
                        string.Join(": ", Lines(element))))
                    : null)
            : null);

    private static IEnumerable<string?> Lines(JsonObject element) =>
        new[] { Text(element, "title"), Text(element, "subtitle") }
            .Where(part => part is not null);

    public static string? Text(JsonObject owner, string name) =>
        owner[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string? Replies(JsonArray replies)
    {
        if (replies.Count is 0 or > RepliesMax)
            return "message[quick_replies] must have 1 to 13 items";
        foreach (var reply in replies)
            if (reply is not JsonObject one || Reply(one) is not null)
                return reply is JsonObject bad ? Reply(bad) : "a quick reply is an object";
        return null;
    }

    private static string? Reply(JsonObject reply) => Text(reply, "content_type") switch
    {
        "user_email" or "user_phone_number" => null,
        "text" => Text(reply, "title") is not { Length: > 0 and <= LabelMax }
            ? "a quick reply's title has 1 to 20 characters"
            : Text(reply, "payload") is not { Length: <= PayloadMax }
                ? "a quick reply's payload has at most 1000 characters"
                : null,
        _ => "a quick reply's content_type is text, user_email or user_phone_number",
    };

    private static string? Attachment(JsonObject attachment)
    {
        var type = Text(attachment, "type");
        if (attachment["payload"] is not JsonObject payload)
            return "message[attachment][payload] is missing";
        if (Files.Contains(type))
            return Text(payload, "url") is { } url
                ? url.StartsWith("http", StringComparison.Ordinal)
                    && Uri.TryCreate(url, UriKind.Absolute, out _)
                        ? null
                        : "url is not an address"
                : Text(payload, "attachment_id") is null ? "url or attachment_id is missing" : null;
        return type != "template" ? "message[attachment][type] is not known"
            : Text(payload, "template_type") switch
            {
                "button" => Text(payload, "text") is not { Length: > 0 and <= ButtonTextMax }
                    ? "a button template's text has 1 to 640 characters"
                    : ButtonsProblem(payload["buttons"], required: true),
                "generic" => Elements(payload["elements"]),
                "media" => null,
                _ => "template_type is not known",
            };
    }

    private static string? Elements(JsonNode? elements)
    {
        if (elements is not JsonArray { Count: > 0 and <= ElementsMax } list)
            return "elements must have 1 to 10 items";
        foreach (var element in list.OfType<JsonObject>())
        {
            if (Text(element, "title") is not { Length: > 0 and <= ElementTextMax })
                return "an element's title has 1 to 80 characters";
            if (Text(element, "subtitle") is { Length: > ElementTextMax })
                return "an element's subtitle has at most 80 characters";
            if (element.Count < 2)
                return "an element has a title and something more";
            if (ButtonsProblem(element["buttons"], required: false) is { } wrong)
                return wrong;
        }
        return null;
    }

    private static string? ButtonsProblem(JsonNode? buttons, bool required)
    {
        if (buttons is null && !required)
            return null;
        if (buttons is not JsonArray { Count: > 0 and <= ButtonsMax } list)
            return "there are 1 to 3 buttons";
        foreach (var button in list.OfType<JsonObject>())
        {
            var type = Text(button, "type");
            if (!Buttons.Contains(type))
                return "a button's type is not known";
            if (!$"{type}".StartsWith("account", StringComparison.Ordinal)
                && Text(button, "title") is not { Length: > 0 and <= LabelMax })
                return "a button's title has 1 to 20 characters";
            if (type == "postback" && Text(button, "payload") is not { Length: <= PayloadMax })
                return "a button's payload has at most 1000 characters";
            if (type == "web_url" && Text(button, "url") is null)
                return "a button's url is missing";
        }
        return null;
    }
}
