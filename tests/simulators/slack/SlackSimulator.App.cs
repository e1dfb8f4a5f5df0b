using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <content>What happens to the app itself.</content>
public sealed partial class SlackSimulator
{
    /// <summary>
    /// Saves the webhook's address in the app's settings: true, if the bot gives the challenge
    /// back, as JSON or bare.
    /// </summary>
    public async Task<bool> VerifyUrl()
    {
        var challenge = state.Ids.New("challenge");
        var delivery = await state.Events.Post(state.Ids.New("Uv"), new()
        {
            ["token"] = SlackEvents.Token,
            ["challenge"] = challenge,
            ["type"] = "url_verification",
        }).Done;
        return delivery.IsAcknowledged
            && (delivery.Answer == challenge
                || SlackArguments.Of(delivery.Answer!)?.Text("challenge") == challenge);
    }

    /// <summary>Probes the address of a slash command: an unsigned form.</summary>
    public WebhookDelivery ProbeSsl() => interactions.ProbeSsl();

    /// <summary>Slack holds events back because there were too many.</summary>
    public WebhookDelivery LimitEvents() => state.Events.SendRateLimited();

    /// <summary>Somebody takes the app out: its tokens are void, two events say so.</summary>
    public IReadOnlyList<WebhookDelivery> Uninstall() =>
        [RevokeTokens(), state.Events.Send(new() { ["type"] = "app_uninstalled" })];

    /// <summary>
    /// The workspace in which a browser that opens the authorize page installs the app.
    /// </summary>
    public string? InstallsInto { get; set; }

    /// <summary>Puts a user in another workspace; the bot needs that one's token there.</summary>
    public void Move(string user, string team) => state.Teams.Move(user, team);

    /// <summary>The app is taken out of one of several workspaces.</summary>
    public WebhookDelivery Uninstall(string team)
    {
        state.Tokens.Revoke(team);
        return state.Events.Send(new() { ["type"] = "app_uninstalled" }, team);
    }

    /// <summary>The tokens are void from here on; an event says so.</summary>
    public WebhookDelivery RevokeTokens()
    {
        state.Tokens.Revoke();
        return state.Events.Send(new()
        {
            ["type"] = "tokens_revoked",
            ["tokens"] = new JsonObject
            {
                ["oauth"] = new JsonArray(),
                ["bot"] = new JsonArray(options.BotUserId),
            },
        });
    }

    /// <summary>Somebody, or the bot (its user id), joins a channel or leaves it.</summary>
    public WebhookDelivery Join(string channel, string user, bool leaves = false)
    {
        var place = state.Workspace.Open(channel, SlackChannelKind.Channel);
        state.Workspace.Join(place, user, leaves);
        return state.Events.Send(new()
        {
            ["type"] = leaves ? "member_left_channel" : "member_joined_channel",
            ["user"] = user,
            ["channel"] = channel,
            ["channel_type"] = place.Kind == SlackChannelKind.Channel ? "C" : "G",
            ["team"] = options.TeamId,
            ["event_ts"] = state.Ids.Timestamp(),
        });
    }

    /// <summary>A user opens the app's home.</summary>
    /// <param name="user">Who.</param>
    /// <param name="tab"><c>messages</c> or <c>home</c>.</param>
    public WebhookDelivery OpenHome(string user, string tab = "messages") =>
        state.Events.Send(new()
        {
            ["type"] = "app_home_opened",
            ["user"] = user,
            ["channel"] = DirectChannel(user),
            ["tab"] = tab,
            ["event_ts"] = state.Ids.Timestamp(),
        });

    /// <summary>A user opens the assistant's pane: a thread begins.</summary>
    public SlackSent StartAssistant(string user)
    {
        var (channel, ts) = (DirectChannel(user), state.Ids.Timestamp());
        var delivery = state.Events.Send(new()
        {
            ["type"] = "assistant_thread_started",
            ["assistant_thread"] = new JsonObject
            {
                ["user_id"] = user,
                ["context"] = new JsonObject { ["team_id"] = options.TeamId },
                ["channel_id"] = channel,
                ["thread_ts"] = ts,
            },
            ["event_ts"] = ts,
        });
        return new(channel, ts, delivery, null);
    }

    /// <summary>The user goes to a channel while the assistant's pane stays open.</summary>
    /// <param name="user">Who.</param>
    /// <param name="assistant">The thread, as it began.</param>
    /// <param name="to">The channel; null: one that Slack does not tell of.</param>
    public WebhookDelivery LookAt(string user, SlackSent assistant, string? to) =>
        state.Events.Send(new()
        {
            ["type"] = "assistant_thread_context_changed",
            ["assistant_thread"] = new JsonObject
            {
                ["user_id"] = user,
                ["context"] = to is null
                    ? new JsonObject()
                    : new JsonObject
                    {
                        ["channel_id"] = to,
                        ["team_id"] = options.TeamId,
                        ["enterprise_id"] = null,
                    },
                ["channel_id"] = assistant.Channel,
                ["thread_ts"] = assistant.Ts,
            },
            ["event_ts"] = state.Ids.Timestamp(),
        });

    /// <summary>Sends any event in the envelope of the Events API.</summary>
    public WebhookDelivery SendEvent(JsonObject inner) =>
        state.Events.Send(inner.DeepClone().AsObject());

    // Somebody allowed it: back to the app's redirect URL, with a code for a token.
    private ApiAnswer Allow(ApiCall call)
    {
        var query = call.Http.Request.Query;
        if (query["client_id"] != options.ClientId || query["scope"].Count == 0)
            return ApiAnswer.Error(StatusCodes.Status400BadRequest, "invalid_client_id");
        var team = query["team"] is [{ Length: > 0 } only] ? only : InstallsInto ?? options.TeamId;
        var back = $"{Webhook.Url}/oauth?code={state.Tokens.NewCode(team)}&state="
            + Uri.EscapeDataString(query["state"].ToString());
        return new(StatusCodes.Status302Found, default) { Headers = [("Location", back)] };
    }

    /// <summary>Sends bytes as they are, signed.</summary>
    public WebhookDelivery SendRaw(
        ReadOnlyMemory<byte> body, string contentType = "application/json") =>
        Webhook.Send(new(state.Ids.New("Raw"), body, contentType));
}
