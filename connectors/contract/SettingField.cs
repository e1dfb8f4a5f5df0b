namespace TockOrleans.Connectors.Contract;

/// <summary>
/// One thing an endpoint must be told; enough to draw a form and to check a file.
/// </summary>
/// <param name="Name">The vendor's own name of it, in camelCase.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Help">Where to find it and what it does, in a sentence.</param>
public sealed record SettingField(string Name, string Title, string Help)
{
    /// <summary>The longest value, in characters, unless the field says otherwise.</summary>
    public const int DefaultLengthMax = 4_096;

    /// <summary>What it is.</summary>
    public SettingKind Kind { get; init; } = SettingKind.Text;

    /// <summary>Whether an endpoint works without it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it is written once and never shown again.</summary>
    public bool Secret { get; init; }

    /// <summary>What holds where it is not given.</summary>
    public string? Default { get; init; }

    /// <summary>The values allowed; null: any.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The smallest number, or the shortest text.</summary>
    public int Min { get; init; }

    /// <summary>The largest number, or the longest text.</summary>
    public int Max { get; init; } = DefaultLengthMax;
}
