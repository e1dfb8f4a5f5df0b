using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Hosting;

/// <summary>What a process is; configuration section <c>Tock</c>.</summary>
public sealed class RuntimeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Tock";

    internal const string All = "all";
    internal const string Silo = "silo";
    internal const string Ingress = "ingress";

    /// <summary>
    /// The process's part in a cluster: <c>silo</c> holds conversations and sends replies,
    /// <c>ingress</c> takes the channels' calls, <c>all</c> does both.
    /// </summary>
    /// <value>Default <c>all</c>; the others need a storage profile that processes share.</value>
    [AllowedValues(
        All, Silo, Ingress, ErrorMessage = "Tock:Role must be 'all', 'silo' or 'ingress'")]
    public string Role { get; set; } = All;
}
