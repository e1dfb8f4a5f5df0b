using System.Text.Json;

namespace TockOrleans.Connectors.Slack;

/// <summary>What stands around an event: whose it is, and who the bot is there.</summary>
/// <param name="EventId">Slack's id of it, the same when it is delivered again.</param>
/// <param name="Team">The workspace.</param>
/// <param name="App">The app.</param>
/// <param name="BotUser">The bot's user there, where Slack tells.</param>
internal sealed record SlackEnvelope(string? EventId, string Team, string? App, string? BotUser)
{
    /// <summary>The longest free part of an event's id, such as an action's name.</summary>
    public const int IdPartMax = 255;

    public static SlackEnvelope? Read(JsonElement root, JsonElement happened)
    {
        string? bot = null;
        foreach (var authorization in root.Items("authorizations"))
            if (authorization.Flag("is_bot"))
                bot ??= authorization.Id("user_id");
        // In a shared channel the team through which the event reached this app.
        var team = root.Id("context_team_id") ?? root.Id("team_id") ?? happened.Id("team");
        return team is null
            ? null
            : new SlackEnvelope(root.Id("event_id"), team, root.Id("api_app_id"), bot);
    }

    public bool IsBot(string? user) => user is not null && user == BotUser;

    public bool IsApp(string? app) => app is not null && app == App;
}
