using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Ingress.Admin;

/// <summary>Who may look behind the door; configuration section <c>Tock:Admin</c>.</summary>
public sealed class AdminOptions
{
    /// <summary>The name the audit has for <see cref="Key"/>.</summary>
    public const string KeyName = "admin";

    /// <summary>
    /// A key for everything; without it and without <see cref="Keys"/> the administration is off.
    /// </summary>
    /// <value>Default none; 16 to 512 characters.</value>
    [StringLength(512, MinimumLength = 16)]
    public string? Key { get; set; }

    /// <summary>Further keys, each with a name and roles.</summary>
    /// <value>Default none; at most 100.</value>
    [MaxLength(100)]
    public IList<AdminKeyOptions> Keys { get; } = [];

    /// <summary>How many requests a key may make in a second, in the long run.</summary>
    /// <value>Default 50; 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>How many it may make at once.</summary>
    /// <value>Default 200; 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int Burst { get; set; } = 200;

    /// <summary>Whether there is an administration.</summary>
    public bool IsOn => Key is not null || Keys.Count > 0;
}
