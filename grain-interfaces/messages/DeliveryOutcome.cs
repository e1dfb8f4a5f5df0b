namespace TockOrleans.Messages;

/// <summary>
/// What became of one attempt to hand a message to a channel. A closed family of values: an
/// exception in a connector's client is a bug.
/// </summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>The channel has it.</summary>
    /// <param name="MessageId">The channel's id of it, where it gave one.</param>
    public sealed record Accepted(string? MessageId = null) : DeliveryOutcome;

    /// <summary>Not now: the channel is over a limit or in trouble; nothing was taken.</summary>
    /// <param name="After">How long to wait; null: the channel did not say.</param>
    /// <param name="Scope">
    /// Whom the limit is for, in the connector's word; null: the endpoint.
    /// </param>
    public sealed record RetryAfter(TimeSpan? After = null, string? Scope = null) : DeliveryOutcome;

    /// <summary>Never: the channel refused this message.</summary>
    /// <param name="Reason">Why, with the channel's code, without user text.</param>
    public sealed record Rejected(string Reason) : DeliveryOutcome;

    /// <summary>
    /// The channel allows this message only within a time after the user last wrote.
    /// </summary>
    public sealed record OutsideWindow : DeliveryOutcome;

    /// <summary>The endpoint's credentials are wrong, expired or revoked.</summary>
    /// <param name="Reason">The channel's code.</param>
    public sealed record CredentialsInvalid(string Reason) : DeliveryOutcome;

    /// <summary>The connection this channel sends through is not open.</summary>
    public sealed record NotConnected : DeliveryOutcome;

    /// <summary>The request left and no answer came: the channel may have it or not.</summary>
    /// <param name="Reason">What was seen instead of an answer.</param>
    public sealed record Unknown(string Reason) : DeliveryOutcome;
}
