using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Grains.Broadcasts;

/// <summary>How broadcasts are kept; configuration section <c>Tock:Broadcasts</c>.</summary>
public sealed class BroadcastOptions
{
    /// <summary>
    /// How long after it was made a broadcast is forgotten, with the ids of its recipients, once
    /// nothing of it changes any more.
    /// </summary>
    /// <value>Default 30 days, from 1 hour to 3,650 days.</value>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeptFor { get; set; } = TimeSpan.FromDays(30);
}
