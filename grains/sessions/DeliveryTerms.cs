using TockOrleans.Connectors.Contract;
using TockOrleans.Grains.Senders;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Sessions;

/// <summary>What holds for the replies of one endpoint: how long, how often, how soon.</summary>
internal sealed class DeliveryTerms(BotEndpoint endpoint, DeliveryOptions limits, Random random)
{
    private const int DoublingsMax = 20;
    private const double Jitter = 0.25;

    private readonly TimeSpan? keyValidity = endpoint.Capabilities.IdempotencyKeyValidity;

    /// <summary>
    /// Whether an attempt must be on disk before it is made: at most once, and no key by which the
    /// channel would know it again.
    /// </summary>
    public bool Arms { get; } = endpoint.Policy == DeliveryPolicy.AtMostOnce
        && endpoint.Capabilities.IdempotencyKeyValidity is null;

    /// <summary>After how long a message that did not leave is given up.</summary>
    public TimeSpan LifeOf(BotMessage message) =>
        message is TypingMessage ? limits.TypingExpiresAfter : limits.ExpireAfter;

    /// <summary>
    /// Whether the channel takes nothing for this user now, under the rule that is named.
    /// </summary>
    public bool IsOutsideWindow(string? tag, DateTimeOffset lastUserAt, DateTimeOffset now)
    {
        var can = endpoint.Capabilities;
        if (!(now - lastUserAt > can.ProactiveWindow))
            return false;
        return tag is null || !can.Tags.TryGetValue(tag, out var longer)
            || now - lastUserAt > longer;
    }

    /// <summary>
    /// Within what time the channel shows us a message of which no answer came; zero: it does not.
    /// </summary>
    public TimeSpan EchoWithin { get; } =
        endpoint.Capabilities.EchoWithin ?? TimeSpan.Zero;

    /// <summary>
    /// Whether a reply that the channel may have or not may be sent again: where the channel knows
    /// it by its key, and else by the endpoint's policy.
    /// </summary>
    /// <param name="written">When the reply was written: no attempt is older.</param>
    /// <param name="now">The time.</param>
    public bool MayRepeat(DateTimeOffset written, DateTimeOffset now) =>
        now - written < keyValidity || endpoint.Policy == DeliveryPolicy.AtLeastOnce;

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Pause(OutboxItem item, SendResult result)
    {
        if (result.Outcome is DeliveryOutcome.RetryAfter { After: { } after })
            return Varied(Min(after, limits.ExpireAfter), 0);
        var doublings = Math.Min(item.Failures++, DoublingsMax);
        var pause = Varied(
            Min(limits.RetryDelay * Math.Pow(2, doublings), limits.RetryDelayMax), Jitter);
        return result.Outcome is DeliveryOutcome.Unknown && EchoWithin > pause
            ? EchoWithin
            : pause;
    }

    // What the channel asked for is never cut short.
    private TimeSpan Varied(TimeSpan time, double less) =>
        time * (1 - less + (random.NextDouble() * (Jitter + less)));

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
