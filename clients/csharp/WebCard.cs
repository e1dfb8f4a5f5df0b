namespace TockOrleans.Client;

/// <summary>A card.</summary>
public sealed record WebCard
{
    /// <summary>Its title.</summary>
    public string? Title { get; init; }

    /// <summary>What stands below it.</summary>
    public string? SubTitle { get; init; }

    /// <summary>A picture, or another file.</summary>
    public WebFile? File { get; init; }

    /// <summary>Its buttons.</summary>
    public IReadOnlyList<WebButton> Buttons { get; init; } = [];
}
