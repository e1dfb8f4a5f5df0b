using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>Wraps events in the envelope of the Events API and sends them.</summary>
internal sealed class SlackEvents(
    SlackOptions options, SlackIds ids, SlackTeams teams, WebhookSender webhook)
{
    /// <summary>
    /// The deprecated verification token; everybody sees it in bodies, nobody may trust it.
    /// </summary>
    public const string Token = "simulatedVerificationToken";

    /// <summary>Whether there is somebody to send to.</summary>
    public bool CanSend => webhook.CanSend;

    public WebhookDelivery Send(JsonObject inner) =>
        Send(inner, teams.Of(inner["user"]?.ToString()));

    public WebhookDelivery Send(JsonObject inner, string team)
    {
        var id = ids.New("Ev");
        var now = options.Time.GetUtcNow().ToUnixTimeSeconds();
        return Post(id, new JsonObject
        {
            ["token"] = Token,
            ["team_id"] = team,
            ["context_team_id"] = team,
            ["context_enterprise_id"] = null,
            ["api_app_id"] = options.AppId,
            ["event"] = inner,
            ["type"] = "event_callback",
            ["event_id"] = id,
            ["event_time"] = now,
            ["authorizations"] = new JsonArray(new JsonObject
            {
                ["enterprise_id"] = null,
                ["team_id"] = team,
                ["user_id"] = options.BotUserId,
                ["is_bot"] = true,
                ["is_enterprise_install"] = false,
            }),
            ["is_ext_shared_channel"] = false,
            ["event_context"] = $"4-{id}",
        });
    }

    /// <summary>Sends a body that is no event of a conversation.</summary>
    public WebhookDelivery Post(string id, JsonObject body) => webhook.Send(new(
        id, JsonSerializer.SerializeToUtf8Bytes(body, SimulatorJson.Options)));

    public WebhookDelivery SendRateLimited()
    {
        var now = options.Time.GetUtcNow().ToUnixTimeSeconds();
        return Post(ids.New("Rl"), new JsonObject
        {
            ["token"] = Token,
            ["type"] = "app_rate_limited",
            ["team_id"] = options.TeamId,
            ["minute_rate_limited"] = now - (now % 60),
            ["api_app_id"] = options.AppId,
        });
    }

    /// <summary>A message as an event: of a user, or the bot's own.</summary>
    public WebhookDelivery SendMessage(SlackChannel channel, JsonObject message)
    {
        message["channel"] = channel.Id;
        message["channel_type"] = channel.TypeName;
        message["event_ts"] = message["ts"]!.DeepClone();
        return Send(message);
    }

    public WebhookDelivery SendChange(
        SlackChannel channel, JsonObject after, JsonObject before, string ts) => Send(new()
        {
            ["type"] = "message",
            ["subtype"] = "message_changed",
            ["hidden"] = true,
            ["channel"] = channel.Id,
            ["channel_type"] = channel.TypeName,
            ["ts"] = ts,
            ["event_ts"] = ts,
            ["message"] = after,
            ["previous_message"] = before,
        });

    public WebhookDelivery SendDeletion(SlackChannel channel, JsonObject before, string ts) =>
        Send(new()
        {
            ["type"] = "message",
            ["subtype"] = "message_deleted",
            ["hidden"] = true,
            ["channel"] = channel.Id,
            ["channel_type"] = channel.TypeName,
            ["ts"] = ts,
            ["event_ts"] = ts,
            ["deleted_ts"] = before["ts"]!.DeepClone(),
            ["previous_message"] = before,
        });
}
