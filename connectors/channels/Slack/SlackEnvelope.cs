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

    public static SlackEnvelope? Read(JsonElement root, JsonElement happened, SlackScope scope)
    {
        string? bot = null;
        string? account = null;
        foreach (var authorization in root.Items("authorizations"))
            if (authorization.Flag("is_bot"))
            {
                bot ??= authorization.Id("user_id");
                account ??= authorization.Id(
                    authorization.Flag("is_enterprise_install") ? "enterprise_id" : "team_id");
            }
        // In a shared channel the team through which the event reached this app; what becomes of
        // the installation in a whole organisation has none.
        var team = root.Id("context_team_id") ?? root.Id("team_id") ?? happened.Id("team")
            ?? root.Id("enterprise_id");
        return team is null
            ? null
            : new SlackEnvelope(
                root.Id("event_id"), team, root.Id("api_app_id"), bot)
            {
                Account = scope.HasAccounts ? account ?? team : null,
            };
    }

    /// <summary>
    /// Where the app is installed, of several: an organisation or a workspace, not always the one
    /// the user is in; null: the endpoint has one token.
    /// </summary>
    public string? Account { get; private init; }

    /// <summary>Where a user of this workspace speaks.</summary>
    public SlackPlace Place(string user, string channel, string? thread) =>
        new(Team, user, channel, thread) { Account = Account };

    public bool IsBot(string? user) => user is not null && user == BotUser;

    public bool IsApp(string? app) => app is not null && app == App;
}
