using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Reads interactions: buttons and menus of messages, forms, shortcuts.
/// https://docs.slack.dev/reference/interaction-payloads
/// </summary>
internal static class SlackActions
{
    /// <summary>The longest address to answer to.</summary>
    private const int ResponseUrlMax = 1_000;

    /// <summary>Actions of one request; Slack sends one.</summary>
    private const int ActionsMax = 25;

    public static ParseResult Read(JsonElement payload, SlackScope scope)
    {
        if (payload.Text("type") == "block_suggestion")
            return new ParseResult.Answer(WebhookReply.Json(200, """{"options":[]}"""u8.ToArray()));
        var user = payload.Member("user");
        var team = payload.Member("team").Id("id")
            ?? user.Id("team_id")
            ?? payload.Member("enterprise").Id("id");
        if (team is null || user.Id("id") is not { } id)
            return Ignored("malformed event");
        if (!scope.Has(team))
            return Ignored("other workspace");
        var sender = new SlackSender(team, id, payload, scope);
        return payload.Text("type") switch
        {
            "block_actions" => new ParseResult.Events(Actions(sender)),
            "view_submission" => One(SlackForms.Submitted(sender)),
            "view_closed" => One(SlackForms.Closed(sender)),
            "shortcut" => One(Shortcut(sender)),
            "message_action" => One(MessageShortcut(sender)),
            _ => Ignored("unknown interaction"),
        };
    }

    /// <summary>An address of Slack's to answer to; null where it is none.</summary>
    public static string? ResponseUrl(string? text) =>
        text is { Length: <= ResponseUrlMax }
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? text
            : null;

    private static List<ParsedItem> Actions(SlackSender sender)
    {
        var items = new List<ParsedItem>();
        foreach (var action in sender.Payload.Items("actions"))
            if (items.Count < ActionsMax)
                items.Add(Action(sender, action));
        return items;
    }

    private static ParsedItem Action(SlackSender sender, JsonElement action)
    {
        var name = action.Text("action_id", Bounds.LabelMax) ?? "";
        if (name.StartsWith(SlackButtons.LinkPrefix, StringComparison.Ordinal))
            return new ParsedItem.Ignored("link");
        if (SlackInputs.Choice(action, name) is not { } choice)
            return new ParsedItem.Ignored("nothing chosen");
        var container = sender.Payload.Member("container");
        var message = container.Stamp("message_ts");
        var at = action.Stamp("action_ts") ?? sender.Payload.Stamp("action_ts");
        if (at is null)
            return new ParsedItem.Ignored("malformed event");
        var metadata = sender.Metadata();
        Keep(metadata, "slack.action_id", name);
        Keep(metadata, "slack.block_id", action.Text("block_id", Bounds.LabelMax));
        if (message is not null && sender.Channel is { } channel)
            metadata["slack.message"] = $"{channel}:{message}";
        var origin = message ?? container.Id("view_id");
        return Where(sender, container, message).Item(
            $"action:{origin}:{at}:{sender.User}:{SlackFields.Clip(name, SlackEnvelope.IdPartMax)}",
            SlackFields.Time(at, sender.Scope.Now),
            choice,
            metadata);
    }

    /// <summary>
    /// The conversation the clicked message belongs to: its thread, or the one a reply to it opens.
    /// No reply can stand under what only the user sees.
    /// </summary>
    private static SlackPlace Where(SlackSender sender, JsonElement container, string? message)
    {
        var hidden = container.Flag("is_ephemeral");
        if (sender.Channel is not { } channel)
            return sender.Direct;
        var thread = container.Stamp("thread_ts")
            ?? sender.Payload.Member("message").Stamp("thread_ts")
            ?? (hidden || SlackPlace.IsDirect(channel) ? null : message);
        var place = sender.Place(channel, thread);
        return hidden ? place with { ResponseUrl = sender.ResponseUrl, Ephemeral = true } : place;
    }

    private static ParsedItem Shortcut(SlackSender sender) => Shortcut(sender, sender.Direct, null);

    private static ParsedItem MessageShortcut(SlackSender sender)
    {
        var message = sender.Payload.Member("message");
        if (sender.Channel is not { } channel)
            return new ParsedItem.Ignored("malformed event");
        var parameters = new Dictionary<string, string>();
        if ((message.Stamp("ts") ?? sender.Payload.Stamp("message_ts")) is { } ts)
            parameters["message"] = $"{channel}:{ts}";
        if (message.Text("text") is { Length: > 0 } text)
            parameters["text"] = SlackFields.Clip(
                SlackText.Plain(text, bot: null, mentioned: false), Bounds.PayloadMax);
        // The bot need not be in that channel: the user alone gets the answer.
        var place = sender.Place(channel, null) with
        {
            ResponseUrl = sender.ResponseUrl,
            Ephemeral = true,
        };
        return Shortcut(sender, place, parameters);
    }

    private static ParsedItem Shortcut(
        SlackSender sender, SlackPlace place, Dictionary<string, string>? parameters)
    {
        if (sender.Payload.Text("callback_id", Bounds.LabelMax) is not { Length: > 0 } callback
            || sender.Trigger is not { } trigger)
            return new ParsedItem.Ignored("malformed event");
        return place.Item(
            $"trigger:{trigger}",
            SlackFields.Time(sender.Payload.Stamp("action_ts"), sender.Scope.Now),
            new ChoiceEvent(callback, parameters),
            sender.Metadata());
    }

    private static void Keep(Dictionary<string, string> metadata, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            metadata[name] = value;
    }

    private static ParseResult.Events One(ParsedItem item) => new([item]);

    private static ParseResult.Events Ignored(string why) => One(new ParsedItem.Ignored(why));
}
