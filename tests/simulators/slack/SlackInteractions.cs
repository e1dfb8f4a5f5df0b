using System.Text;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>
/// What users do with buttons, menus, modals and commands: forms that are never sent again.
/// https://docs.slack.dev/interactivity/handling-user-interaction
/// </summary>
internal sealed class SlackInteractions(
    SlackState state,
    SlackTriggers triggers,
    SlackResponseUrls urls,
    SlackViews views,
    WebhookSender webhook)
{
    private const string FormType = "application/x-www-form-urlencoded";

    public WebhookDelivery BlockAction(
        string user, SlackChannel channel, SlackMessage message, JsonObject action)
    {
        var payload = Payload("block_actions", user);
        action["action_ts"] = state.Ids.Timestamp();
        var container = new JsonObject
        {
            ["type"] = "message",
            ["message_ts"] = message.Ts,
            ["channel_id"] = channel.Id,
            ["is_ephemeral"] = message.OnlyFor is not null,
        };
        if (message.ThreadTs is not null)
            container["thread_ts"] = message.ThreadTs;
        payload["container"] = container;
        payload["channel"] = Name(channel);
        // An ephemeral message cannot be looked up, so Slack does not show it.
        if (message.OnlyFor is null)
            payload["message"] = state.Show(message);
        payload["state"] = new JsonObject { ["values"] = new JsonObject() };
        payload["response_url"] = urls.New(channel, user, message.Ts, "actions");
        payload["actions"] = new JsonArray(action);
        return Send(payload);
    }

    public WebhookDelivery MessageAction(
        string user, SlackChannel channel, SlackMessage message, string callbackId)
    {
        var payload = Payload("message_action", user);
        payload["callback_id"] = callbackId;
        payload["action_ts"] = state.Ids.Timestamp();
        payload["channel"] = Name(channel);
        payload["message_ts"] = message.Ts;
        payload["message"] = state.Show(message);
        payload["response_url"] = urls.New(channel, user, null, "app");
        return Send(payload);
    }

    public WebhookDelivery Shortcut(string user, string callbackId)
    {
        var payload = Payload("shortcut", user);
        payload["callback_id"] = callbackId;
        payload["action_ts"] = state.Ids.Timestamp();
        return Send(payload);
    }

    public WebhookDelivery SubmitView(string user, JsonObject view, JsonObject values)
    {
        var id = view["id"]!.GetValue<string>();
        view["state"] = new JsonObject { ["values"] = values.DeepClone() };
        var payload = Payload("view_submission", user);
        payload["view"] = view;
        payload["response_urls"] = new JsonArray();
        return Send(payload, delivery =>
        {
            if (delivery.IsAcknowledged)
                views.Obey(id, delivery.Answer);
        });
    }

    public WebhookDelivery CloseView(string user, JsonObject view)
    {
        views.Close(view["id"]!.GetValue<string>());
        var payload = Payload("view_closed", user);
        payload.Remove("trigger_id");
        payload["view"] = view;
        payload["is_cleared"] = false;
        return Send(payload);
    }

    public WebhookDelivery Command(
        SlackUser user, SlackChannel channel, string command, string text) => Form(
            state.Ids.New("Cmd"),
            [
                ("token", SlackEvents.Token),
                ("team_id", state.Teams.Of(user.Id)),
                ("team_domain", state.Options.TeamDomain),
                ("channel_id", channel.Id),
                ("channel_name", channel.Name),
                ("user_id", user.Id),
                ("user_name", user.Name),
                ("command", command),
                ("text", text),
                ("api_app_id", state.Options.AppId),
                ("is_enterprise_install", "false"),
                ("response_url", urls.New(channel, user.Id, null, "commands")),
                ("trigger_id", triggers.New(user.Id)),
            ],
            then: delivery => urls.TakeAck(channel, user.Id, delivery.Answer));

    /// <summary>The probe of an address: not signed, nothing in it to be used.</summary>
    public WebhookDelivery ProbeSsl() => Form(
        state.Ids.New("Ssl"),
        [("token", SlackEvents.Token), ("ssl_check", "1")],
        isSigned: false);

    private WebhookDelivery Send(JsonObject payload, Action<WebhookDelivery>? then = null) => Form(
        state.Ids.New("Int"),
        [("payload", payload.ToJsonString(SimulatorJson.Options))],
        then: then);

    private WebhookDelivery Form(
        string id,
        (string Name, string Value)[] fields,
        bool isSigned = true,
        Action<WebhookDelivery>? then = null)
    {
        var body = string.Join('&', fields.Select(field =>
            $"{field.Name}={Uri.EscapeDataString(field.Value).Replace("%20", "+", Ordinal)}"));
        return webhook.Send(new(
            id,
            Encoding.UTF8.GetBytes(body),
            FormType,
            Redelivered: false,
            Signed: isSigned,
            TimeoutReason: "operation_timeout",
            Then: then));
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private JsonObject Payload(string type, string user) => new()
    {
        ["type"] = type,
        ["user"] = new JsonObject
        {
            ["id"] = user,
            ["username"] = state.Workspace.Known(user).Name,
            ["name"] = state.Workspace.Known(user).Name,
            ["team_id"] = state.Teams.Of(user),
        },
        ["api_app_id"] = state.Options.AppId,
        ["token"] = SlackEvents.Token,
        ["trigger_id"] = triggers.New(user),
        ["team"] = new JsonObject
        {
            ["id"] = state.Teams.Of(user),
            ["domain"] = state.Options.TeamDomain,
        },
        ["enterprise"] = null,
        ["is_enterprise_install"] = false,
    };

    private static JsonObject Name(SlackChannel channel) => new()
    {
        ["id"] = channel.Id,
        ["name"] = channel.Name,
    };
}
