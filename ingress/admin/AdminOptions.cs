using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Ingress.Admin;

/// <summary>Who may look behind the door; configuration section <c>Tock:Admin</c>.</summary>
public sealed class AdminOptions
{
    /// <summary>The key of the administration pages; null: they are off.</summary>
    /// <value>Default none; 16 to 512 characters.</value>
    [StringLength(512, MinimumLength = 16)]
    public string? Key { get; set; }
}
