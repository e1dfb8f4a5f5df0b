using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>A message in a channel, of a user or of the bot.</summary>
internal sealed record SlackMessage(string Ts, string User, string Text)
{
    public bool IsOfBot { get; init; }

    public string? Subtype { get; init; }

    public string? ThreadTs { get; init; }

    /// <summary>The user who wrote the first message of the thread.</summary>
    public string? ParentUser { get; init; }

    /// <summary>Block Kit JSON, as it was accepted and with the block ids Slack fills in.</summary>
    public string? Blocks { get; init; }

    public string? Attachments { get; init; }

    public string? Metadata { get; init; }

    public string? ClientMessageId { get; init; }

    public string? EditedAt { get; init; }

    /// <summary>Whom alone it is shown to.</summary>
    public string? OnlyFor { get; init; }

    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The message as Slack shows it in answers, events and interactions.</summary>
    public JsonObject ToJson(
        SlackOptions options, Func<string, JsonObject?> file, bool withMetadata = false)
    {
        var json = new JsonObject { ["type"] = "message" };
        Set("subtype", Subtype);
        json["user"] = User;
        json["ts"] = Ts;
        Set("client_msg_id", ClientMessageId);
        if (IsOfBot)
            Sign(json, options);
        json["text"] = Text;
        json["team"] = options.TeamId;
        Set("thread_ts", ThreadTs);
        Set("parent_user_id", ParentUser);
        if (Blocks is not null)
            json["blocks"] = JsonNode.Parse(Blocks);
        if (Attachments is not null)
            json["attachments"] = JsonNode.Parse(Attachments);
        if (Files.Count > 0)
            json["files"] = new JsonArray([.. Files.Select(file)]);
        if (EditedAt is not null)
            json["edited"] = new JsonObject { ["user"] = User, ["ts"] = EditedAt };
        if (withMetadata && Metadata is not null)
            json["metadata"] = JsonNode.Parse(Metadata);
        return json;

        void Set(string name, string? value)
        {
            if (value is not null)
                json[name] = value;
        }
    }

    private static void Sign(JsonObject json, SlackOptions options)
    {
        json["bot_id"] = options.BotId;
        json["app_id"] = options.AppId;
        json["bot_profile"] = new JsonObject
        {
            ["id"] = options.BotId,
            ["app_id"] = options.AppId,
            ["user_id"] = options.BotUserId,
            ["name"] = "simulated bot",
            ["deleted"] = false,
            ["team_id"] = options.TeamId,
        };
    }
}
