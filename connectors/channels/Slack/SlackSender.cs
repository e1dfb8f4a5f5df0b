using System.Text.Json;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>Who interacted, and with what.</summary>
internal sealed record SlackSender(
    string Team, string User, JsonElement Payload, SlackScope Scope)
{
    /// <summary>The channel of the message; null: it was in a form or the home tab.</summary>
    public string? Channel { get; } =
        Payload.Member("channel").Id("id") ?? Payload.Member("container").Id("channel_id");

    /// <summary>Opens one form within 3 seconds, and is the only one of its name.</summary>
    public string? Trigger { get; } = Payload.Text("trigger_id", SlackEnvelope.IdPartMax);

    public string? ResponseUrl { get; } = SlackActions.ResponseUrl(Payload.Text("response_url"));

    /// <summary>
    /// The conversation a form was opened in, or else the user's direct message with the bot.
    /// </summary>
    public SlackPlace Direct =>
        SlackModal.Origin(Payload.Member("view")) is (var channel, var thread)
            ? Place(channel, thread)
            : Place(User, null);

    private string Account => (Payload.Flag("is_enterprise_install")
        ? Payload.Member("enterprise").Id("id")
        : Payload.Member("view").Id("app_installed_team_id")) ?? Team;

    /// <summary>Where the user acted.</summary>
    public SlackPlace Place(string channel, string? thread) => new(Team, User, channel, thread)
    {
        Account = Scope.HasAccounts ? Account : null,
    };

    public Dictionary<string, string> Metadata()
    {
        var metadata = new Dictionary<string, string>();
        if (Trigger is not null)
            metadata["slack.trigger_id"] = Trigger;
        var view = Payload.Member("view");
        if (view.Id("id") is { } id)
            metadata["slack.view_id"] = id;
        if (SlackModal.Own(view, Bounds.PayloadMax) is { } kept)
            metadata["slack.private_metadata"] = kept;
        return metadata;
    }
}
