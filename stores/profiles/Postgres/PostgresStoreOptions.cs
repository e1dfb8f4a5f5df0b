using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Stores.Postgres;

/// <summary>How the PostgreSQL store behaves; configuration section <c>Tock:Storage</c>.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>
    /// Where the database is, as Npgsql writes it: <c>Host=…;Database=…;Username=…;Password=…</c>.
    /// What it says of <c>Timeout</c> (to connect, here 5 s where it says nothing) and
    /// <c>Command Timeout</c> (for an answer, here 10 s) holds. With several hosts, add
    /// <c>Target Session Attributes=primary</c>. A secret: never logged.
    /// </summary>
    [Required]
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>
    /// The PostgreSQL schema the tables are in; made where it is missing, and nobody else's.
    /// </summary>
    /// <value>Default <c>tock</c>: lower-case letters, digits and underscores.</value>
    [RegularExpression("^[a-z_][a-z0-9_]{0,62}$")]
    public string Schema { get; set; } = "tock";

    /// <summary>
    /// How many connections write at once, each the sessions of its own range of keys.
    /// </summary>
    /// <value>Default 4, from 1 to 64.</value>
    [Range(1, 64)]
    public int Writers { get; set; } = 4;

    /// <summary>How many connections read at the most, beside those that write.</summary>
    /// <value>Default 16, from 1 to 500.</value>
    [Range(1, 500)]
    public int ReadersMax { get; set; } = 16;

    /// <summary>How many commits may share one transaction.</summary>
    /// <value>Default 512, from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int BatchMax { get; set; } = 512;

    /// <summary>
    /// How many commits may wait, an equal share of them for each writer; beyond, they are
    /// refused.
    /// </summary>
    /// <value>Default 20,000, from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int QueueMax { get; set; } = 20_000;
}
