using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Ingress;

/// <summary>How the door behaves; configuration section <c>Tock:Ingress</c>.</summary>
public sealed class IngressOptions
{
    /// <summary>
    /// How long one call of a session may wait; a longer wait is a repeated call.
    /// </summary>
    /// <value>Default 2 s, from 0.1 s to 2 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:02")]
    public TimeSpan CallBudget { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many events of asynchronous channels may be on their way to the disk at once; beyond,
    /// the node answers 503. At some thousand turns a second, 512 keep the wait under a quarter of
    /// a second.
    /// </summary>
    /// <value>Default 512, from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int EventsMax { get; set; } = 512;
}
