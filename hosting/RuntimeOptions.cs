using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Hosting;

/// <summary>What a process is; configuration section <c>Tock</c>.</summary>
public sealed class RuntimeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Tock";

    /// <summary>The process's part in a cluster: <c>all</c>, the only one so far.</summary>
    /// <value>Default <c>all</c>.</value>
    [AllowedValues("all", ErrorMessage = "Tock:Role must be 'all'")]
    public string Role { get; set; } = "all";
}
