using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Slack;

/// <summary>For which endpoint, and when, a request is read.</summary>
internal sealed record SlackScope(EndpointSettings Settings, DateTimeOffset Now)
{
    /// <summary>Whether every message of a channel counts, not only those to the bot.</summary>
    public bool TakesAll => Settings.Text(SlackSettings.RespondTo) == SlackSettings.All;

    /// <summary>Whether the app is installed in several workspaces.</summary>
    public bool HasAccounts => SlackSettings.HasAccounts(Settings);

    /// <summary>Whether a workspace is this endpoint's.</summary>
    public bool Has(string team) =>
        Settings.Text(SlackSettings.TeamId) is not { } only || only == team;
}
