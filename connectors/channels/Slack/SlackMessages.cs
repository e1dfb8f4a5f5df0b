using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Reads messages: said, edited, deleted. Slack delivers a mention twice, as a message and as a
/// mention, under different event ids; channel and timestamp are the same, and so is our id.
/// </summary>
internal static class SlackMessages
{
    private static readonly ParsedItem.Ignored Malformed = new("malformed event");
    private static readonly ParsedItem.Ignored Echo = new("echo");
    private static readonly ParsedItem.Ignored OtherBot = new("bot");
    private static readonly ParsedItem.Ignored System = new("system message");
    private static readonly ParsedItem.Ignored NotAddressed = new("not addressed");
    private static readonly ParsedItem.Ignored Unchanged = new("unchanged");

    public static ParsedItem Read(SlackEnvelope envelope, JsonElement message, SlackScope scope) =>
        message.Text("subtype") switch
        {
            null or "file_share" or "me_message" or "thread_broadcast" =>
                Said(envelope, message, scope, mention: false),
            "message_changed" => Changed(envelope, message, scope),
            "message_deleted" => Deleted(
                envelope, message, message.Member("previous_message"), "deleted_ts", scope),
            "bot_message" => Sender(envelope, message) ?? OtherBot,
            _ => System,
        };

    public static ParsedItem Said(
        SlackEnvelope envelope, JsonElement message, SlackScope scope, bool mention)
    {
        if (Sender(envelope, message) is { } nobody)
            return nobody;
        if (Where(envelope, message, message) is not { } place
            || message.Stamp("ts") is not { } ts)
            return Malformed;
        var mentioned = mention || Mentions(envelope, message);
        if (!mentioned && !IsAddressed(envelope, place, message, scope))
            return NotAddressed;
        var happened = Happened(envelope, message, mentioned, mention);
        return happened is null
            ? new ParsedItem.Ignored("out of bounds")
            : place.Item(
                $"{place.Channel}:{ts}",
                SlackFields.Time(ts, scope.Now),
                happened,
                Kind(message));
    }

    private static UserEvent? Happened(
        SlackEnvelope envelope, JsonElement message, bool mentioned, bool mention)
    {
        var text = Text(envelope, message, mention);
        var files = SlackAttachments.Read(message);
        if (files is [{ IsVoice: true } voice] && text.Length == 0)
            return new VoiceEvent(voice.File, voice.Transcript);
        if (files.Count > 0)
            return new AttachmentsEvent(
                [.. files.Select(file => file.File)], text.Length == 0 ? null : text);
        if (text.Length > 0)
            return new TextEvent(text);
        if (mentioned)
            return new ConversationStartedEvent("mention");
        // Nothing but what Slack shows in its own way: a forwarded message, a pasted table.
        var raw = message.GetRawText();
        return raw.Length <= Bounds.RawMax ? new UnsupportedEvent("message", raw) : null;
    }

    private static ParsedItem Changed(
        SlackEnvelope envelope, JsonElement change, SlackScope scope)
    {
        var message = change.Member("message");
        var before = change.Member("previous_message");
        // Deleted, but kept as the head of its thread.
        if (message.Text("subtype") == "tombstone")
            return Deleted(envelope, change, before, "ts", scope);
        if (Sender(envelope, message) is { } nobody)
            return nobody;
        if (Where(envelope, change, message) is not { } place
            || message.Stamp("ts") is not { } ts
            || change.Stamp("ts") is not { } at)
            return Malformed;
        // A link was unfolded, or a thread grew.
        if (message.Text("text") == before.Text("text"))
            return Unchanged;
        var addressed = Mentions(envelope, message) || Mentions(envelope, before)
            || IsAddressed(envelope, place, message, scope);
        return !addressed
            ? NotAddressed
            : place.Item(
                $"{place.Channel}:{at}",
                SlackFields.Time(at, scope.Now),
                new EditedEvent($"{place.Channel}:{ts}", Text(envelope, message, mention: false)),
                Kind(change));
    }

    private static ParsedItem Deleted(
        SlackEnvelope envelope,
        JsonElement deletion,
        JsonElement message,
        string stamp,
        SlackScope scope)
    {
        if (Sender(envelope, message) is { } nobody)
            return nobody;
        var ts = stamp == "ts" ? message.Stamp("ts") : deletion.Stamp(stamp);
        if (Where(envelope, deletion, message) is not { } place
            || ts is null
            || deletion.Stamp("ts") is not { } at)
            return Malformed;
        return !Mentions(envelope, message) && !IsAddressed(envelope, place, message, scope)
            ? NotAddressed
            : place.Item(
                $"{place.Channel}:{at}",
                SlackFields.Time(at, scope.Now),
                new DeletedEvent($"{place.Channel}:{ts}"),
                Kind(deletion));
    }

    /// <summary>Why nobody of interest wrote a message; null: a user did.</summary>
    private static ParsedItem.Ignored? Sender(SlackEnvelope envelope, JsonElement message)
    {
        var app = message.Id("app_id") ?? message.Member("bot_profile").Id("app_id");
        if (envelope.IsBot(message.Id("user")) || envelope.IsApp(app))
            return Echo;
        if (message.Text("bot_id") is not null)
            return OtherBot;
        return message.Id("user") switch
        {
            null => Malformed,
            "USLACK" or "USLACKBOT" => System,
            _ => null,
        };
    }

    private static SlackPlace? Where(
        SlackEnvelope envelope, JsonElement happened, JsonElement message)
    {
        if (happened.Id("channel") is not { } channel || message.Id("user") is not { } user)
            return null;
        var thread = message.Stamp("thread_ts")
            ?? (SlackPlace.IsDirect(channel) ? null : message.Stamp("ts"));
        return envelope.Place(user, channel, thread);
    }

    /// <summary>
    /// Whether a message without a mention is for the bot: in a direct message, or in a thread that
    /// the bot opened.
    /// </summary>
    private static bool IsAddressed(
        SlackEnvelope envelope, SlackPlace place, JsonElement message, SlackScope scope) =>
        SlackPlace.IsDirect(place.Channel)
        || scope.TakesAll
        || envelope.IsBot(message.Id("parent_user_id"));

    private static bool Mentions(SlackEnvelope envelope, JsonElement message) =>
        envelope.BotUser is { } bot && message.Text("text") is { } text
        && SlackText.Mentions(text, bot);

    private static string Text(SlackEnvelope envelope, JsonElement message, bool mention) =>
        SlackFields.Clip(
            SlackText.Plain(message.Text("text") ?? "", envelope.BotUser, mention),
            Bounds.TextMax);

    private static Dictionary<string, string> Kind(JsonElement happened)
    {
        var metadata = new Dictionary<string, string>();
        if (happened.Id("channel_type") is { } type)
            metadata["slack.channel_type"] = type;
        return metadata;
    }
}
