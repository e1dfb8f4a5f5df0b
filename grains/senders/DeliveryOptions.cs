using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Grains.Senders;

/// <summary>How replies leave; configuration section <c>Tock:Delivery</c>.</summary>
public sealed class DeliveryOptions
{
    /// <summary>How long one call of a channel may take; after it the outcome is unknown.</summary>
    /// <value>Default 10 s, from 0.1 s to 2 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan CallTimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many calls of one endpoint may be under way on a node.</summary>
    /// <value>Default 512, from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int CallsMax { get; set; } = 512;

    /// <summary>After how long a reply that did not leave is given up.</summary>
    /// <value>Default 1 day, from 1 second to 7 days.</value>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan ExpireAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>After how long a sign of typing that did not leave is dropped.</summary>
    /// <value>Default 10 s, from 1 s to 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan TypingExpiresAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long to wait before the second attempt, where the channel does not say; twice as long
    /// before every further one. Varied by a quarter either way.
    /// </summary>
    /// <value>Default 0.5 s, from 10 ms to 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two attempts, where the channel does not say.</summary>
    /// <value>Default 1 minute, from 0.1 s to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan RetryDelayMax { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many replies may wait in one session; beyond, its events are refused.</summary>
    /// <value>Default 500, from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int SessionOutboxMax { get; set; } = 500;

    /// <summary>How many replies may wait on a node; beyond, the node answers 503.</summary>
    /// <value>Default 50,000, from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int NodeOutboxMax { get; set; } = 50_000;

    /// <summary>
    /// Of the calls of the last 10 s, at least <see cref="CircuitCallsMin"/>, this share must
    /// have failed before an endpoint is left alone for a while.
    /// </summary>
    /// <value>Default 0.8, from 0.1 to 1.</value>
    [Range(0.1, 1)]
    public double CircuitFailureShare { get; set; } = 0.8;

    /// <summary>See <see cref="CircuitFailureShare"/>.</summary>
    /// <value>Default 20, from 2 to 10,000.</value>
    [Range(2, 10_000)]
    public int CircuitCallsMin { get; set; } = 20;

    /// <summary>The longest time a troubled endpoint is left alone before another try.</summary>
    /// <value>Default 30 s, from 1 s to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CircuitPauseMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest file of a user that a story may fetch, in bytes.</summary>
    /// <value>Default 20 MB, from 1 to 100 MB.</value>
    [Range(1, 100_000_000)]
    public int AttachmentBytesMax { get; set; } = 20_000_000;
}
