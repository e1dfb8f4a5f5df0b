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
}
