using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Hosting.Storage;

/// <summary>Which store is used; configuration section <c>Tock:Storage</c>.</summary>
public sealed class StorageOptions
{
    internal const string Embedded = "embedded";
    internal const string Postgres = "postgres";

    /// <summary>
    /// <c>embedded</c>: a file, for one process; <c>postgres</c>: a database that processes share.
    /// </summary>
    /// <value>Default <c>embedded</c>.</value>
    [AllowedValues(
        Embedded,
        Postgres,
        ErrorMessage = "Tock:Storage:Profile must be 'embedded' or 'postgres'")]
    public string Profile { get; set; } = Embedded;
}
