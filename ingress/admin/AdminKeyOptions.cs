namespace TockOrleans.Ingress.Admin;

/// <summary>
/// A key of the administration; configuration section <c>Tock:Admin:Keys:{n}</c>.
/// </summary>
public sealed class AdminKeyOptions
{
    /// <summary>Who it is: what the audit names. Unique, 1 to 64 letters, digits, <c>.-_@</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>The key, 16 to 512 characters; or <see cref="Sha256"/>.</summary>
    public string? Key { get; set; }

    /// <summary>
    /// The SHA-256 of the key's UTF-8, 64 hexadecimal digits: then the key itself stands nowhere.
    /// </summary>
    public string? Sha256 { get; set; }

    /// <summary>What it is for: viewer, operator, privacy, admin.</summary>
    public IList<string> Roles { get; } = [];
}
