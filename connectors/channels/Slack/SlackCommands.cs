using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Reads slash commands: <c>/ask something</c> says "something", <c>/help</c> alone chooses the
/// intent <c>help</c>. The command itself is in the metadata. Only the user sees the answer.
/// </summary>
internal static class SlackCommands
{
    public static ParsedItem Read(SlackForm form, SlackScope scope)
    {
        var command = form["command"]?.TrimStart('/') ?? "";
        if (SlackFields.AsId(form["team_id"] ?? form["enterprise_id"]) is not { } team
            || SlackFields.AsId(form["user_id"]) is not { } user
            || SlackFields.AsId(form["channel_id"]) is not { } channel
            || form["trigger_id"] is not { Length: <= SlackEnvelope.IdPartMax } trigger
            || command.Length is 0 or > Bounds.LabelMax)
            return new ParsedItem.Ignored("malformed event");
        if (!scope.Has(team))
            return new ParsedItem.Ignored("other workspace");
        var text = SlackFields.Clip(
            SlackText.Plain(form["text"] ?? "", bot: null, mentioned: false), Bounds.TextMax);
        var place = new SlackPlace(team, user, channel, null)
        {
            Account = !scope.HasAccounts ? null
                : form["is_enterprise_install"] == "true"
                    ? SlackFields.AsId(form["enterprise_id"])
                    : team,
            ResponseUrl = SlackActions.ResponseUrl(form["response_url"]),
            Ephemeral = true,
        };
        return place.Item(
            $"trigger:{trigger}",
            scope.Now,
            text.Length > 0 ? new TextEvent(text) : new ChoiceEvent(command),
            new Dictionary<string, string>
            {
                ["slack.command"] = command,
                ["slack.trigger_id"] = trigger,
            });
    }
}
