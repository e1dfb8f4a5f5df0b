namespace TockOrleans.Messages;

/// <summary>Checks events and messages against <see cref="Bounds"/>.</summary>
public static class BoundsCheck
{
    /// <summary>Tells which limit an event exceeds.</summary>
    /// <param name="inbound">The event, with all that came with it.</param>
    /// <returns>
    /// Null, or the member and its limit (<c>text.text is longer than 40000 characters</c>);
    /// never a word of the user.
    /// </returns>
    public static string? Excess(InboundEvent inbound)
    {
        var meter = new BoundsMeter();
        EventBounds.Measure(meter, inbound);
        return meter.Excess(() => MessageCodec.Encode(inbound).Length);
    }

    /// <summary>Tells which limit a message exceeds.</summary>
    /// <param name="message">The message.</param>
    /// <returns>
    /// Null, or the member and its limit (<c>carousel.cards has more than 50 items</c>); never a
    /// word of the bot.
    /// </returns>
    public static string? Excess(BotMessage message)
    {
        var meter = new BoundsMeter();
        MessageBounds.Measure(meter, message);
        return meter.Excess(() => MessageCodec.Encode(message).Length);
    }
}
