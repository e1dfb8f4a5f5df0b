using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Stores.Sqlite;

/// <summary>How the embedded store behaves; configuration section <c>Tock:Storage</c>.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>
    /// The data folder; made where it is missing, and used by one process at a time.
    /// </summary>
    /// <value>Default <c>data</c>, beside where the program was started.</value>
    [Required]
    public string Path { get; set; } = "data";

    /// <summary>How many commits may share one transaction.</summary>
    /// <value>Default 512, from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int BatchMax { get; set; } = 512;

    /// <summary>How many commits may wait; beyond, they are refused.</summary>
    /// <value>Default 20,000, from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int QueueMax { get; set; } = 20_000;

    /// <summary>After how many pages of 4 KiB the log is written back into the database.</summary>
    /// <value>Default 16,000 (64 MiB), from 100 to 1,000,000.</value>
    [Range(100, 1_000_000)]
    public int CheckpointPages { get; set; } = 16_000;

    /// <summary>
    /// The largest the database may grow, in pages of 4 KiB; 0: as the disk allows.
    /// </summary>
    /// <value>Default 0.</value>
    [Range(0, int.MaxValue)]
    public int PagesMax { get; set; }
}
