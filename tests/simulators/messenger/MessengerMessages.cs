using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Messenger;

/// <summary>
/// The Send API: https://developers.facebook.com/docs/messenger-platform/reference/send-api.
/// </summary>
internal sealed class MessengerMessages(
    MessengerState state, MessengerEvents events, MessengerPersonas personas)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private static readonly TimeSpan HumanWindow = TimeSpan.FromDays(7);
    private static readonly string[] Types = ["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"];

    // https://developers.facebook.com/docs/graph-api/reference/page/messages
    private static readonly string[] Notifications = ["REGULAR", "SILENT_PUSH", "NO_PUSH"];

    private static readonly string[] Actions =
        ["typing_on", "typing_off", "mark_seen", "react", "unreact"];

    private readonly MessengerOptions options = state.Options;
    private readonly RateBudget? budget = state.Options.CallsPerSecond > 0
        ? new(
            state.Options.CallsPerSecond,
            Math.Max(1, (int)state.Options.CallsPerSecond),
            state.Options.Time)
        : null;

    public ApiAnswer Send(JsonObject body, ReadOnlyMemory<byte> raw)
    {
        if (budget?.Take("") is { } wait)
            return MessengerErrors.TooMany(options.PageId, wait.TotalSeconds);
        var user = body["recipient"] is JsonObject recipient
            ? MessengerContent.Text(recipient, "id")
            : null;
        if (user is null)
            return MessengerErrors.BadParameter("The parameter recipient is required");
        if (state.User(user) is null)
            return MessengerErrors.BadParameter("No matching user found", 2018001);
        var thread = state.Thread(user);
        if (thread.IsBlocked)
            return MessengerErrors.Of(551, 1545041, "This person isn't available right now.");
        if (thread.Owner != options.AppId)
            return MessengerErrors.Of(
                10, 2018300,
                "Message failed to send because another app is controlling this thread now.");
        if (MessengerContent.Text(body, "persona_id") is { } persona && !personas.Has(persona))
            return MessengerErrors.BadParameter("Invalid persona id");
        if (MessengerContent.Text(body, "sender_action") is { } action)
            return Sign(user, thread, action, body);
        if (body["message"] is not JsonObject message)
            return MessengerErrors.BadParameter("Param message must be a JSON object");
        return Refusal(thread, body, message) ?? Take(user, message, raw);
    }

    /// <summary>
    /// https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api
    /// </summary>
    public ApiAnswer Upload(MessengerForm form)
    {
        if (form.Body["message"]?["attachment"] is not JsonObject attachment)
            return MessengerErrors.BadParameter("message[attachment] is missing");
        var type = MessengerContent.Text(attachment, "type");
        if (!MessengerContent.IsFile(type))
            return MessengerErrors.BadParameter("message[attachment][type] is not a file's");
        if (form.File is { } file)
            return file.Problem(type) is { } problem
                ? MessengerErrors.BadParameter(problem, 2018047)
                : ApiAnswer.Json(new JsonObject { ["attachment_id"] = Attach(file) });
        return attachment["payload"] is JsonObject payload
            && MessengerContent.Text(payload, "url") is { } url
                ? ApiAnswer.Json(new JsonObject { ["attachment_id"] = Attach(url) })
                : MessengerErrors.BadParameter("neither a url nor filedata is there");
    }

    private ApiAnswer Sign(string user, MessengerThread thread, string action, JsonObject body)
    {
        if (!Actions.Contains(action))
            return MessengerErrors.BadParameter("sender_action is not known");
        if (body["message"] is not null)
            return MessengerErrors.BadParameter("sender_action and message do not go together");
        lock (thread)
            thread.Signs.Add(action);
        return ApiAnswer.Json(new JsonObject { ["recipient_id"] = user });
    }

    private ApiAnswer? Refusal(MessengerThread thread, JsonObject body, JsonObject message)
    {
        var type = MessengerContent.Text(body, "messaging_type");
        if (!Types.Contains(type))
            return MessengerErrors.BadParameter("messaging_type is missing or not known");
        var tag = MessengerContent.Text(body, "tag");
        // https://developers.facebook.com/docs/messenger-platform/send-messages/message-tags
        if (type == "MESSAGE_TAG" && tag != "HUMAN_AGENT")
            return MessengerErrors.BadParameter("This message tag is deprecated", 2018390);
        var limit = type switch
        {
            "UTILITY" => TimeSpan.MaxValue,
            "MESSAGE_TAG" => HumanWindow,
            _ => Window,
        };
        if (type == "UTILITY" && Utility(message) is { } wrong)
            return wrong;
        if (body["notification_type"] is { } notification
            && !Notifications.Contains($"{notification}"))
            return MessengerErrors.BadParameter("notification_type is not known");
        var since = options.Time.GetUtcNow() - thread.LastOfUser + thread.Passed;
        if (limit < TimeSpan.MaxValue && (since is null || since > limit))
            return MessengerErrors.OutsideWindow();
        if (MessengerContent.Problem(message) is { } problem)
            return MessengerErrors.BadParameter(problem);
        return message["attachment"]?["payload"] is JsonObject file
            && MessengerContent.Text(file, "attachment_id") is { } id
            && !state.Attachments.ContainsKey(id)
                ? MessengerErrors.BadParameter("Invalid attachment id", 2018074)
                : null;
    }

    // https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/utility-messages
    private ApiAnswer? Utility(JsonObject message) =>
        message["template"] is not JsonObject template
        || MessengerContent.Text(template, "name") is not { Length: > 0 } name
        || template["language"] is not JsonObject language
        || MessengerContent.Text(language, "code") is null
            ? MessengerErrors.BadParameter("A utility message is a template in a language")
            : options.Templates?.Contains(name) == false
                ? MessengerErrors.BadParameter("The template does not exist or is not approved")
                : null;

    private ApiAnswer Take(string user, JsonObject message, ReadOnlyMemory<byte> raw)
    {
        var taken = state.Record.Add(
            new(user, null, () => state.New("m_"), MessengerContent.Shown(message), null, raw),
            TimeSpan.Zero).Message;
        var answer = new JsonObject { ["recipient_id"] = user, ["message_id"] = taken.Id };
        if (message["attachment"]?["payload"] is JsonObject file
            && MessengerContent.Text(file, "url") is { } url
            && file["is_reusable"] is JsonValue reusable && reusable.GetValue<bool>())
            answer["attachment_id"] = Attach(url);
        Tell(user, message, taken.Id);
        return ApiAnswer.Json(answer);
    }

    private string Attach(object file)
    {
        var id = state.NewNumber();
        state.Attachments[id] = file;
        return id;
    }

    // What comes of a message: its echo, and its receipts.
    private void Tell(string user, JsonObject message, string mid)
    {
        if (!events.CanSend)
            return;
        var after = TimeSpan.FromSeconds(options.EchoDelaySeconds);
        if (options.Echoes)
            events.Send(user, Echo(user, message, mid), after);
        if (options.Delivered)
            events.Send(
                user,
                events.OfUser(user, "delivery", new JsonObject
                {
                    ["mids"] = new JsonArray(mid),
                    ["watermark"] = state.Now,
                }),
                after);
        if (options.Read)
            events.Send(
                user,
                events.OfUser(user, "read", new JsonObject { ["watermark"] = state.Now }),
                after * 2);
    }

    private JsonObject Echo(string user, JsonObject message, string mid)
    {
        var told = new JsonObject
        {
            ["mid"] = mid,
            ["is_echo"] = true,
            ["app_id"] = long.Parse(options.AppId, null),
        };
        foreach (var name in (string[])["text", "metadata"])
            if (MessengerContent.Text(message, name) is { } text)
                told[name] = text;
        if (message["attachment"] is JsonObject attachment)
            told["attachments"] = new JsonArray(attachment.DeepClone());
        return events.OfPage(user, "message", told);
    }
}
