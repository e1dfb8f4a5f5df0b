using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>A reply that has not left yet. Lives on its session's scheduler.</summary>
/// <param name="entry">The reply as it is on disk.</param>
/// <param name="message">The message; null: it is read from the entry.</param>
internal sealed class OutboxItem(Entry entry, BotMessage? message)
{
    private BotMessage? message = message;

    public long Seq => entry.Seq;

    /// <summary>The event whose turn it belongs to.</summary>
    public long Turn => entry.Turn;

    public DateTimeOffset At => entry.At;

    public BotMessage Message => message ??= MessageCodec.DecodeMessage(entry.Body);

    /// <summary>Pending or armed, as on disk.</summary>
    public EntryStatus Status { get; set; } = entry.Status;

    public int Attempts { get; set; } = entry.Attempts;

    public int Parts { get; set; } = entry.Parts;

    /// <summary>The channel's ids of the parts it has, separated by blanks.</summary>
    public string? VendorId { get; set; } = entry.VendorId;

    /// <summary>Where it goes; null: not known yet, the event on disk tells.</summary>
    public string? ReplyAddress { get; set; }

    public string? Locale { get; set; }

    /// <summary>Whether the bot speaks first with it.</summary>
    public bool Proactive { get; set; }

    /// <summary>Whether the channel may have the next part, or not: nobody knows.</summary>
    public bool Ambiguous { get; set; }

    /// <summary>Not before this time; what the bot or the channel asked for.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>How often in a row it did not leave: the longer, the longer the waits.</summary>
    public int Failures { get; set; }
}
