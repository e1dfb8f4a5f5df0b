using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>A conversation of the workspace; guarded by the workspace's lock.</summary>
internal sealed class SlackChannel(string id, SlackChannelKind kind, string? user)
{
    public string Id { get; } = id;

    public SlackChannelKind Kind { get; } = kind;

    /// <summary>The user of a direct message.</summary>
    public string? User { get; } = user;

    public string Name => User is null ? Id.ToLowerInvariant() : "directmessage";

    public HashSet<string> Members { get; } = [];

    public bool IsArchived { get; set; }

    /// <summary>By timestamp: they compare as text, all being of one length.</summary>
    public SortedList<string, SlackMessage> Messages { get; } = new(StringComparer.Ordinal);

    /// <summary>The bot's reactions to messages.</summary>
    public HashSet<(string Ts, string Name)> Reactions { get; } = [];

    /// <summary>The kind as events name it.</summary>
    public string TypeName => Kind switch
    {
        SlackChannelKind.Im => "im",
        SlackChannelKind.Mpim => "mpim",
        SlackChannelKind.Group => "group",
        _ => "channel",
    };

    public JsonObject ToJson(SlackOptions options)
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["is_im"] = Kind == SlackChannelKind.Im,
            ["is_mpim"] = Kind == SlackChannelKind.Mpim,
            ["is_group"] = Kind == SlackChannelKind.Group,
            ["is_channel"] = Kind == SlackChannelKind.Channel,
            ["is_private"] = Kind != SlackChannelKind.Channel,
            ["is_archived"] = IsArchived,
            ["is_member"] = Members.Contains(options.BotUserId),
            ["context_team_id"] = options.TeamId,
        };
        if (User is not null)
            json["user"] = User;
        else
            json["name"] = Name;
        return json;
    }
}
