using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Grains.Retention;

/// <summary>How long things are kept; configuration section <c>Tock:Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Tock:Retention";

    /// <summary>
    /// How long conversations are kept: events and replies, but for those still under way, and what
    /// the bot remembers of whom it has not heard of since. At least
    /// <c>Tock:Sessions:TombstonesFor</c>: within that time a channel may bring an event again.
    /// </summary>
    /// <value>Default none: until somebody erases them; from 1 minute to 36,500 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan? Conversations { get; set; }

    /// <summary>How long it is kept who did what in the administration.</summary>
    /// <value>Default 730 days, from 1 day to 36,500 days.</value>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")]
    public TimeSpan Audit { get; set; } = TimeSpan.FromDays(730);
}
