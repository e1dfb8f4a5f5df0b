using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <content>What users do.</content>
public sealed partial class SlackSimulator
{
    /// <summary>A user writes to the bot directly.</summary>
    /// <param name="user">Who.</param>
    /// <param name="text">What, as Slack escapes it.</param>
    /// <param name="thread">The timestamp of the thread's first message.</param>
    /// <exception cref="InvalidOperationException">The webhook is not known yet.</exception>
    public SlackSent Say(string user, string text, string? thread = null) =>
        SayIn(DirectChannel(user), user, text, thread);

    /// <summary>
    /// A user writes in a channel. If the text mentions the bot, <c>&lt;@U…&gt;</c>, the message
    /// comes twice: as message and as app_mention.
    /// </summary>
    /// <param name="channel">Where; a channel nobody made is made public.</param>
    /// <param name="user">Who.</param>
    /// <param name="text">What, as Slack escapes it.</param>
    /// <param name="thread">The timestamp of the thread's first message.</param>
    public SlackSent SayIn(string channel, string user, string text, string? thread = null)
    {
        var place = Enter(channel, user);
        var message = Write(place, user, text, thread);
        var delivery = state.Events.SendMessage(place, state.Show(message));
        var isMention = place.Kind != SlackChannelKind.Im
            && text.Contains($"<@{options.BotUserId}>", StringComparison.Ordinal);
        return new(place.Id, message.Ts, delivery, isMention ? Mention(place, message) : null);
    }

    /// <summary>A user sends a file, which the bot may fetch with its token.</summary>
    /// <param name="user">Who.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="text">What is said with it.</param>
    /// <param name="mediaType">Its type; null: what the name says.</param>
    /// <param name="channel">Where; null: directly to the bot.</param>
    public SlackSent Share(
        string user,
        string name,
        ReadOnlyMemory<byte> content,
        string text = "",
        string? mediaType = null,
        string? channel = null)
    {
        var place = Enter(channel ?? DirectChannel(user), user);
        var file = files.Add(user, name, mediaType, content);
        var message = Write(place, user, text, null) with
        {
            Subtype = "file_share",
            Files = [file.Id],
        };
        state.Workspace.Put(place, message);
        var delivery = state.Events.SendMessage(place, state.Show(message));
        return new(place.Id, message.Ts, delivery, null);
    }

    /// <summary>The author changes a message.</summary>
    public WebhookDelivery Edit(string channel, string ts, string text)
    {
        var (place, before) = (Find(channel), Message(channel, ts));
        var now = state.Ids.Timestamp();
        var after = before with { Text = text, Blocks = RichText(text), EditedAt = now };
        state.Workspace.Put(place, after);
        return state.Events.SendChange(place, state.Show(after), state.Show(before), now);
    }

    /// <summary>The author deletes a message.</summary>
    public WebhookDelivery Delete(string channel, string ts)
    {
        var (place, before) = (Find(channel), Message(channel, ts));
        state.Workspace.Delete(place, ts);
        return state.Events.SendDeletion(place, state.Show(before), state.Ids.Timestamp());
    }

    /// <summary>A user reacts to a message, or takes the reaction back.</summary>
    public WebhookDelivery React(
        string user, string channel, string ts, string name, bool removed = false) =>
        state.Events.Send(new()
        {
            ["type"] = removed ? "reaction_removed" : "reaction_added",
            ["user"] = user,
            ["reaction"] = name,
            ["item"] = new JsonObject
            {
                ["type"] = "message",
                ["channel"] = channel,
                ["ts"] = ts,
            },
            ["item_user"] = Message(channel, ts).User,
            ["event_ts"] = state.Ids.Timestamp(),
        });

    /// <summary>A user presses a button of a message.</summary>
    /// <exception cref="ArgumentException">There is no such button.</exception>
    public WebhookDelivery Press(string user, string channel, string ts, string actionId) =>
        Choose(user, channel, ts, actionId);

    /// <summary>A user presses a button by its place, from 0.</summary>
    /// <exception cref="ArgumentException">There is no such button.</exception>
    public WebhookDelivery Press(string user, string channel, string ts, int index) =>
        Actions(channel, ts).ElementAtOrDefault(index) is { } action
            ? Act(user, channel, ts, action, [])
            : throw new ArgumentException($"the message has no button {index}");

    /// <summary>A user chooses from a menu of a message.</summary>
    /// <exception cref="ArgumentException">There is no such menu or value.</exception>
    public WebhookDelivery Choose(
        string user,
        string channel,
        string ts,
        string actionId,
        params IReadOnlyList<string> values) =>
        Actions(channel, ts).FirstOrDefault(action => action.ActionId == actionId) is { } found
            ? Act(user, channel, ts, found, values)
            : throw new ArgumentException($"the message has no action {actionId}");

    /// <summary>
    /// A user gives a slash command. An answer in the acknowledgement becomes a message, seen by
    /// the user alone unless it says otherwise.
    /// </summary>
    public WebhookDelivery Command(
        string user, string command, string text = "", string? channel = null) =>
        interactions.Command(
            state.Workspace.Known(user),
            Enter(channel ?? DirectChannel(user), user),
            command,
            text);

    /// <summary>A user sends a modal off; the acknowledgement says what becomes of it.</summary>
    /// <param name="user">Who.</param>
    /// <param name="view">The modal's id.</param>
    /// <param name="values">What was entered: block id, action id, then the value's object.</param>
    public WebhookDelivery SubmitView(string user, string view, JsonObject values) =>
        interactions.SubmitView(user, ViewOf(view), values);

    /// <summary>A user closes a modal.</summary>
    public WebhookDelivery CloseView(string user, string view) =>
        interactions.CloseView(user, ViewOf(view));

    /// <summary>A user runs a global shortcut.</summary>
    public WebhookDelivery Shortcut(string user, string callbackId) =>
        interactions.Shortcut(user, callbackId);

    /// <summary>A user runs a shortcut on a message.</summary>
    public WebhookDelivery MessageShortcut(
        string user, string channel, string ts, string callbackId) =>
        interactions.MessageAction(user, Find(channel), Message(channel, ts), callbackId);

    private WebhookDelivery Act(
        string user, string channel, string ts, SlackAction action, IReadOnlyList<string> values)
        => interactions.BlockAction(
            user, Find(channel), Message(channel, ts), action.ToJson(values));

    private WebhookDelivery Mention(SlackChannel channel, SlackMessage message)
    {
        var mention = state.Show(message);
        mention["type"] = "app_mention";
        mention["channel"] = channel.Id;
        mention["event_ts"] = message.Ts;
        return state.Events.Send(mention);
    }

    private SlackChannel Enter(string channel, string user)
    {
        state.Workspace.Known(user);
        var place = state.Workspace.Channel(channel)
            ?? state.Workspace.Open(channel, SlackChannelKind.Channel);
        state.Workspace.Join(place, user);
        return place;
    }

    private SlackMessage Write(SlackChannel channel, string user, string text, string? thread)
    {
        var message = new SlackMessage(state.Ids.Timestamp(), user, text)
        {
            ThreadTs = thread,
            ParentUser = thread is null
                ? null
                : state.Workspace.Message(channel, thread)?.User,
            Blocks = text.Length == 0 ? null : RichText(text),
            ClientMessageId = state.Ids.New("cm-"),
        };
        state.Workspace.Put(channel, message);
        return message;
    }

    private string RichText(string text) => new JsonArray(new JsonObject
    {
        ["type"] = "rich_text",
        ["block_id"] = state.Ids.New("b"),
        ["elements"] = new JsonArray(new JsonObject
        {
            ["type"] = "rich_text_section",
            ["elements"] = new JsonArray(new JsonObject
            {
                ["type"] = "text",
                ["text"] = System.Net.WebUtility.HtmlDecode(text),
            }),
        }),
    }).ToJsonString(SimulatorJson.Options);

    private JsonObject ViewOf(string id) =>
        views.Find(id) ?? throw new ArgumentException($"there is no open view {id}");
}
