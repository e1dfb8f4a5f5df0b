using System.Collections.Concurrent;

namespace TockOrleans.Simulators.Slack;

/// <summary>Which workspace a user is in; those nobody moved are in the first one.</summary>
internal sealed class SlackTeams(SlackOptions options)
{
    private readonly ConcurrentDictionary<string, string> users = new();

    /// <summary>Whether an app is installed in all workspaces there are.</summary>
    public static bool IsOrganisation(string? team) => team is ['E', ..];

    public void Move(string user, string team) => users[user] = team;

    public string Of(string? user) =>
        user is not null && users.TryGetValue(user, out var team) ? team : options.TeamId;
}
