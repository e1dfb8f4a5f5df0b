using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Messenger;

/// <summary>
/// The handover protocol: who has a conversation.
/// https://developers.facebook.com/docs/messenger-platform/handover-protocol
/// </summary>
internal sealed class MessengerControls(MessengerState state, MessengerEvents events)
{
    /// <summary>The app of the page's inbox.</summary>
    public const string Inbox = "263902037430900";

    /// <summary>A call of the bot's.</summary>
    public ApiAnswer Answer(string call, JsonObject body)
    {
        var user = body["recipient"] is JsonObject recipient
            ? MessengerContent.Text(recipient, "id")
            : null;
        if (user is null || state.User(user) is null)
            return MessengerErrors.BadParameter("No matching user found", 2018001);
        var thread = state.Thread(user);
        var app = state.Options.AppId;
        switch (call)
        {
            case "pass_thread_control":
                if (MessengerContent.Text(body, "target_app_id") is not { Length: > 0 } target)
                    return MessengerErrors.BadParameter("target_app_id is missing", 2018144);
                if (thread.Owner != app)
                    return MessengerErrors.BadParameter("The app has not the thread", 2018147);
                thread.Owner = target;
                break;
            case "take_thread_control":
                thread.Owner = app;
                break;
            case "release_thread_control" when thread.Owner == app:
                thread.Owner = Inbox;
                break;
            default:
                break;
        }
        return ApiAnswer.Json(new JsonObject { ["success"] = true });
    }

    /// <summary>Somebody takes a conversation from the bot.</summary>
    public WebhookDelivery Take(string user, string by)
    {
        var before = state.Thread(user).Owner;
        state.Thread(user).Owner = by;
        return Tell(user, "take_thread_control", new()
        {
            ["previous_owner_app_id"] = before,
            ["new_owner_app_id"] = by,
        });
    }

    /// <summary>Who has a conversation gives it to the bot.</summary>
    public WebhookDelivery Pass(string user, string? metadata)
    {
        var before = state.Thread(user).Owner;
        state.Thread(user).Owner = state.Options.AppId;
        return Tell(user, "pass_thread_control", new()
        {
            ["previous_owner_app_id"] = before,
            ["new_owner_app_id"] = state.Options.AppId,
            ["metadata"] = metadata,
        });
    }

    /// <summary>Somebody asks the bot for a conversation.</summary>
    public WebhookDelivery Request(string user, string by) => Tell(
        user, "request_thread_control", new() { ["requested_owner_app_id"] = by });

    private WebhookDelivery Tell(string user, string kind, JsonObject control) => events.Post(
        state.New("ev_"), "messaging", default, events.OfUser(user, kind, control));
}
