namespace TockOrleans.Simulators.Slack;

/// <summary>What the parts of the simulator share.</summary>
internal sealed record SlackState(
    SlackOptions Options,
    SlackWorkspace Workspace,
    SlackIds Ids,
    SlackTokens Tokens,
    SlackTeams Teams,
    SlackEvents Events,
    MessageRecord Record,
    Func<Uri> Address)
{
    public System.Text.Json.Nodes.JsonObject? File(string id) =>
        Workspace.TryFile(id, out var file) ? file.ToJson(Address()) : null;

    public System.Text.Json.Nodes.JsonObject Show(SlackMessage message, bool withMetadata = false)
        => message.ToJson(Options, File, withMetadata);
}
