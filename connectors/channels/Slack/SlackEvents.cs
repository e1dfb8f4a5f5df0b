using System.Buffers;
using System.Text;
using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Reads what comes of the Events API but messages: reactions, comings and goings, and what becomes
/// of the installation.
/// </summary>
internal static class SlackEvents
{
    private static readonly ParsedItem.Ignored Malformed = new("malformed event");
    private static readonly ParsedItem.Ignored OtherTeam = new("other workspace");

    public static ParsedItem Read(JsonElement root, SlackScope scope)
    {
        var happened = root.Member("event");
        if (SlackEnvelope.Read(root, happened, scope) is not { } envelope)
            return Malformed;
        if (!scope.Has(envelope.Team))
            return OtherTeam;
        return happened.Text("type") switch
        {
            "message" => SlackMessages.Read(envelope, happened, scope),
            "app_mention" => SlackMessages.Said(envelope, happened, scope, mention: true),
            "reaction_added" => Reaction(envelope, happened, scope, removed: false),
            "reaction_removed" => Reaction(envelope, happened, scope, removed: true),
            "member_joined_channel" => Joined(envelope, happened, scope),
            "member_left_channel" => Left(envelope, happened, scope),
            "app_home_opened" => HomeOpened(envelope, happened, scope),
            "assistant_thread_started" => ThreadStarted(envelope, happened, scope),
            "assistant_thread_context_changed" => ThreadContext(envelope, happened, scope),
            "app_context_changed" => AppContext(envelope, happened, scope),
            "app_uninstalled" => OfEndpoint(envelope, happened, revokes: true),
            "tokens_revoked" =>
                OfEndpoint(envelope, happened, revokes: RevokesBot(envelope, happened)),
            _ => new ParsedItem.Ignored("unknown event"),
        };
    }

    /// <summary>Slack holds events back: more than 30,000 an hour for one workspace.</summary>
    public static ParsedItem RateLimited(JsonElement root, SlackScope scope)
    {
        if (root.Id("team_id") is not { } team)
            return Malformed;
        if (!scope.Has(team))
            return OtherTeam;
        var minute = root.Member("minute_rate_limited");
        var since = minute.ValueKind == JsonValueKind.Number && minute.TryGetInt64(out var seconds)
            ? seconds
            : scope.Now.ToUnixTimeSeconds();
        return new ParsedItem.FromEndpoint(
            $"limit:{team}:{since}", "app_rate_limited", WithoutToken(root));
    }

    private static ParsedItem Reaction(
        SlackEnvelope envelope, JsonElement happened, SlackScope scope, bool removed)
    {
        var item = happened.Member("item");
        if (item.Text("type") != "message")
            return new ParsedItem.Ignored("not a message");
        if (happened.Id("user") is not { } user
            || item.Id("channel") is not { } channel
            || item.Stamp("ts") is not { } ts
            || happened.Text("reaction", Bounds.LabelMax) is not { Length: > 0 } emoji
            || happened.Stamp("event_ts") is not { } at)
            return Malformed;
        if (envelope.IsBot(user))
            return new ParsedItem.Ignored("echo");
        var direct = SlackPlace.IsDirect(channel);
        if (!direct && !scope.TakesAll && !envelope.IsBot(happened.Id("item_user")))
            return new ParsedItem.Ignored("not addressed");
        var place = envelope.Place(user, channel, direct ? null : ts);
        return place.Item(
            $"{channel}:{ts}:{user}:{at}:{SlackFields.Clip(emoji, SlackEnvelope.IdPartMax)}",
            SlackFields.Time(at, scope.Now),
            new ReactionEvent($"{channel}:{ts}", emoji, removed),
            []);
    }

    private static ParsedItem Joined(
        SlackEnvelope envelope, JsonElement happened, SlackScope scope)
    {
        if (happened.Id("user") is not { } member
            || happened.Id("channel") is not { } channel
            || happened.Stamp("event_ts") is not { } at)
            return Malformed;
        var isBot = envelope.IsBot(member);
        // The bot was invited: the one who invited it is the one to greet.
        var user = isBot ? happened.Id("inviter") : member;
        if (user is null)
            return OfEndpoint(envelope, happened, revokes: false);
        return envelope.Place(user, channel, null).Item(
            $"{channel}:joined:{member}:{at}",
            SlackFields.Time(at, scope.Now),
            new JoinedEvent([member], isBot),
            []);
    }

    private static ParsedItem Left(SlackEnvelope envelope, JsonElement happened, SlackScope scope)
    {
        if (happened.Id("user") is not { } member
            || happened.Id("channel") is not { } channel
            || happened.Stamp("event_ts") is not { } at)
            return Malformed;
        if (envelope.IsBot(member))
            return OfEndpoint(envelope, happened, revokes: false);
        return envelope.Place(member, channel, null).Item(
            $"{channel}:left:{member}:{at}",
            SlackFields.Time(at, scope.Now),
            new LeftEvent([member]),
            []);
    }

    private static ParsedItem HomeOpened(
        SlackEnvelope envelope, JsonElement happened, SlackScope scope)
    {
        if (happened.Text("tab") != "messages")
            return new ParsedItem.Ignored("home tab");
        if (happened.Id("user") is not { } user
            || happened.Id("channel") is not { } channel
            || happened.Stamp("event_ts") is not { } at)
            return Malformed;
        return envelope.Place(user, channel, null).Item(
            $"{channel}:opened:{at}",
            SlackFields.Time(at, scope.Now),
            new ConversationStartedEvent("app_home_opened"),
            []);
    }

    private static ParsedItem ThreadStarted(
        SlackEnvelope envelope, JsonElement happened, SlackScope scope)
    {
        var thread = happened.Member("assistant_thread");
        if (thread.Id("user_id") is not { } user
            || thread.Id("channel_id") is not { } channel
            || thread.Stamp("thread_ts") is not { } ts)
            return Malformed;
        var metadata = new Dictionary<string, string>();
        if (thread.Member("context").Id("channel_id") is { } seen)
            metadata["slack.context_channel"] = seen;
        return envelope.Place(user, channel, ts).Item(
            $"{channel}:{ts}:started",
            SlackFields.Time(happened.Stamp("event_ts") ?? ts, scope.Now),
            new ConversationStartedEvent("assistant_thread_started"),
            metadata);
    }

    /// <summary>The user went to another channel while the assistant's thread was open.</summary>
    private static ParsedItem ThreadContext(
        SlackEnvelope envelope, JsonElement happened, SlackScope scope)
    {
        var thread = happened.Member("assistant_thread");
        return thread.Id("user_id") is { } user
            && thread.Id("channel_id") is { } channel
            && thread.Stamp("thread_ts") is { } ts
            && happened.Stamp("event_ts") is { } at
                ? ContextChanged(
                    envelope.Place(user, channel, ts),
                    thread.Member("context").Id("channel_id"),
                    at,
                    scope)
                : Malformed;
    }

    /// <summary>
    /// The same of an app with the agent's surface, whose direct message is no thread. What is seen
    /// comes by relevance: https://docs.slack.dev/reference/events/app_context_changed
    /// </summary>
    private static ParsedItem AppContext(
        SlackEnvelope envelope, JsonElement happened, SlackScope scope)
    {
        if (happened.Id("user") is not { } user
            || happened.Id("channel") is not { } channel
            || happened.Stamp("event_ts") is not { } at)
            return new ParsedItem.Ignored("context of nobody");
        string? seen = null;
        foreach (var entity in happened.Member("context").Items("entities"))
            if (entity.Text("type") == "slack#/types/channel_id")
                seen ??= entity.Id("value");
        return ContextChanged(envelope.Place(user, channel, null), seen, at, scope);
    }

    private static ParsedItem ContextChanged(
        SlackPlace place, string? seen, string at, SlackScope scope)
    {
        var metadata = new Dictionary<string, string>();
        if (seen is not null)
            metadata["slack.context_channel"] = seen;
        return place.Item(
            $"{place.Thread ?? place.Channel}:context:{at}",
            SlackFields.Time(at, scope.Now),
            new ContextChangedEvent(seen),
            metadata);
    }

    private static ParsedItem OfEndpoint(
        SlackEnvelope envelope, JsonElement happened, bool revokes) =>
        envelope.EventId is { } id
            ? new ParsedItem.FromEndpoint(
                id, happened.Text("type")!, WithoutToken(happened), revokes)
            {
                Account = envelope.Account,
            }
            : Malformed;

    /// <summary>Whether ours is among the revoked; where ours is not told, any bot's is.</summary>
    private static bool RevokesBot(SlackEnvelope envelope, JsonElement happened)
    {
        foreach (var bot in happened.Member("tokens").Items("bot"))
            if (envelope.BotUser is null
                || (bot.ValueKind == JsonValueKind.String && bot.ValueEquals(envelope.BotUser)))
                return true;
        return false;
    }

    /// <summary>The JSON without the verification token, which is a secret of old apps.</summary>
    private static string WithoutToken(JsonElement whole)
    {
        var copy = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(copy, SlackJson.WriterOptions))
        {
            json.WriteStartObject();
            foreach (var member in whole.EnumerateObject())
                if (!member.NameEquals("token"u8))
                    member.WriteTo(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(copy.WrittenSpan);
    }
}
