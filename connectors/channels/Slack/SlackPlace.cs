using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Who speaks where. In a channel a message opens a thread or stands in one, and the conversation
/// is that thread; in a direct message the conversation is all of it, or the thread the user is in;
/// what has no message (a command, somebody joining) belongs to the channel as a whole.
/// </summary>
/// <param name="Team">The workspace.</param>
/// <param name="User">The user.</param>
/// <param name="Channel">The channel; a user's id means that user's direct message.</param>
/// <param name="ThreadTs">The thread's first message.</param>
internal sealed record SlackPlace(string Team, string User, string Channel, string? ThreadTs)
{
    public string? Thread => ThreadTs is not null ? $"{Channel}:{ThreadTs}"
        : IsDirect(Channel) ? null
        : Channel;

    /// <summary>Where the app is installed, of several; null: it has one token.</summary>
    public string? Account { get; init; }

    /// <summary>Where replies go, and who alone sees them.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>Whether only the user sees the replies.</summary>
    public bool Ephemeral { get; init; }

    /// <summary>A direct message with the bot, or the user in place of it.</summary>
    public static bool IsDirect(string channel) => channel[0] is 'D' or 'U' or 'W';

    /// <summary>The address of a user, or of a thread they are in; null: it is no user's.</summary>
    /// <param name="user">Workspace and user, as events name them.</param>
    /// <param name="thread">See <see cref="Thread"/>.</param>
    public static SlackAddress? AddressOf(string user, string? thread)
    {
        if (user.Split(':') is not [{ Length: > 0 } team, { Length: > 0 } id])
            return null;
        return thread?.Split(':') switch
        {
            // Slack opens the direct message with whoever stands in the channel's place.
            null => new SlackAddress(id, null, id, team),
            [{ Length: > 0 } channel] => new SlackAddress(channel, null, id, team),
            [{ Length: > 0 } channel, { Length: > 0 } ts] =>
                new SlackAddress(channel, ts, id, team),
            _ => null,
        };
    }

    public ParsedItem Item(
        string eventId,
        DateTimeOffset at,
        UserEvent happened,
        Dictionary<string, string> metadata)
    {
        var address = new SlackAddress(
            Channel,
            ThreadTs,
            User,
            Team,
            ResponseUrl,
            Ephemeral ? true : null,
            Account,
            metadata.GetValueOrDefault("slack.trigger_id"));
        metadata["slack.team"] = Team;
        metadata["slack.channel"] = Channel;
        var inbound = new InboundEvent(
            eventId, at, happened, ReplyAddress: address.Write(), Metadata: metadata);
        return BoundsCheck.Excess(inbound) is null
            ? new ParsedItem.FromUser($"{Team}:{User}", Thread, inbound, Synchronous: false)
            : new ParsedItem.Ignored("out of bounds");
    }
}
