using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Hosting.Cluster;

/// <summary>
/// How processes find each other; configuration section <c>Tock:Cluster</c>. A single process with
/// the embedded storage profile looks for nobody.
/// </summary>
public sealed class ClusterSettings
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Tock:Cluster";

    /// <summary>The cluster's name: only those with the same one meet.</summary>
    /// <value>Default <c>tock</c>.</value>
    [Required, StringLength(64, MinimumLength = 1)]
    public string Id { get; set; } = "tock";

    /// <summary>
    /// The address at which the others reach this process: an IP address or a host name.
    /// </summary>
    /// <value>Default: the machine's first address.</value>
    public string? Address { get; set; }

    /// <summary>The port at which other silos reach this one.</summary>
    /// <value>Default 11111.</value>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>The port at which ingress nodes reach this silo.</summary>
    /// <value>Default 30000.</value>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;
}
