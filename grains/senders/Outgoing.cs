using TockOrleans.Messages;

namespace TockOrleans.Grains.Senders;

/// <summary>A reply on its way out of its session.</summary>
/// <param name="Session">The name of the session whose it is.</param>
/// <param name="Seq">Its place in the session's order.</param>
/// <param name="Message">The message.</param>
/// <param name="ReplyAddress">Where it goes, the connector's own JSON.</param>
/// <param name="Locale">The user's language as a BCP 47 tag, where known.</param>
/// <param name="PartsSent">How many of its payloads the channel has already.</param>
public sealed record Outgoing(
    string Session,
    long Seq,
    BotMessage Message,
    string ReplyAddress,
    string? Locale,
    int PartsSent)
{
    /// <summary>Whether the bot speaks first with it.</summary>
    public bool Proactive { get; init; }
}
